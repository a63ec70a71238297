import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'
import { ProbePath, plainRules, probePage } from './probePage.ts'

const Settings = z.strictObject({
  username: PastedText.regex(/^[^:]*$/, 'must not hold a colon'),
  probePath: ProbePath,
})
const Secrets = z.strictObject({ password: SecretText })

const refused = {
  detail: 'The upstream refused the user name and password.',
  remedy:
    'Check both with whoever runs the upstream. If they are right, Basic authentication may be switched off there.',
}

/** HTTP Basic authentication in UTF-8 (RFC 7617). */
export const basic: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'basic',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ password }) => new Secret(password.normalize('NFC')),

  open({ username, probePath }, storedCredential) {
    const authorization = new Secret(basicCredential(username.normalize('NFC'), storedCredential.reveal()))
    return {
      authorise: () => ['Authorization', authorization.reveal()],
      assess: (status) => (status === 401 ? 'refused' : 'pass'),
      probe: (http, clock) => probePage(http, clock, probePath, { Authorization: authorization.reveal() }, refused),
    }
  },

  ...plainRules,
  ownsHeader: () => false,
}
