import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { ProbePath, plainRules, probePage } from './probePage.ts'

/** Fields that frame or route a message, or describe its body: never a credential (RFC 9110 §7.6.1). */
const framing = new Set([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings'],
  ...['host', 'expect', 'via', 'forwarded', 'accept-encoding', 'range'],
])
const framingPrefixes = ['proxy-', 'content-', 'x-forwarded-', 'till-agent-']

function frames(name: string): boolean {
  return framing.has(name) || framingPrefixes.some((prefix) => name.startsWith(prefix))
}

const Settings = z.strictObject({
  name: PastedText.regex(
    /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/,
    'must be the name of a header, such as X-Api-Key',
  ).refine((name) => !frames(canonical(name)), 'must not be a header that frames or leads the request'),
  probePath: ProbePath,
})
const Secrets = z.strictObject({
  value: SecretText.regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII, its blanks single'),
})

const refused = {
  detail: 'The upstream refused the header.',
  remedy: 'Check its name and value with whoever runs the upstream.',
}

/** A header with a secret value, such as an API key. */
export const header: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'header',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ value }) => new Secret(value),

  open({ name, probePath }, storedCredential) {
    return {
      authorise: () => [name, storedCredential.reveal()],
      assess: (status) => (status === 401 ? 'refused' : 'pass'),
      probe: (http, clock) => probePage(http, clock, probePath, { [name]: storedCredential.reveal() }, refused),
    }
  },

  ...plainRules,
  ownsHeader: (header, { name }) => header === canonical(name),
}

/** The name as lax servers compare it (attacks.md T37). */
function canonical(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}
