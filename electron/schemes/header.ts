import { z } from 'zod'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { ProbePath, plainRules, probePage } from './plainPage.ts'

/** Fields that frame a message, lead it or speak of its body: no credential stands there (RFC 9110 §7.6.1). */
const framing =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|http2-settings|host|content-.*|expect|via|forwarded|x-forwarded-.*|till-agent-.*|accept-encoding|range)$/

const Settings = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'must be the name of a header, such as X-Api-Key')
    .refine((name) => !framing.test(canonical(name)), 'must not be a header that frames or leads the request'),
  probePath: ProbePath,
})
const Secrets = z.strictObject({
  value: z.string().regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII without blanks at the ends'),
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

  seal: ({ value }) => new Secret(value),

  open({ name, probePath }, sealed) {
    return {
      authorise: () => [name, sealed.reveal()],
      judge: (status) => (status === 401 ? 'locked' : 'pass'),
      probe: (http, clock) => probePage(http, clock, probePath, { [name]: sealed.reveal() }, refused),
    }
  },

  ...plainRules,
  owns: (other, { name }) => other === canonical(name),
}

/** As lax servers read it (attacks.md T37). */
function canonical(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}
