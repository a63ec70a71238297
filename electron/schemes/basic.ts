import { z } from 'zod'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { basicCredential } from './basicCredential.ts'
import { ProbePath, plainRules, probePage } from './plainPage.ts'

const Settings = z.strictObject({
  username: z
    .string()
    .min(1)
    .regex(/^[^:\p{Cc}]+$/u, 'must not hold a colon or a control character'),
  probePath: ProbePath,
})
const Secrets = z.strictObject({ password: z.string().regex(/^\P{Cc}+$/u, 'must not hold a control character') })

const refused = {
  detail: 'The upstream refused the user name and password.',
  remedy:
    'Check both with whoever runs the upstream. If they are right, Basic authentication may be switched off there.',
}

/** Basic as RFC 7617 has it, in UTF-8. */
export const basic: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'basic',
  settings: Settings,
  secrets: Secrets,

  seal: ({ password }) => new Secret(password.normalize('NFC')),

  open({ username, probePath }, sealed) {
    const authorization = new Secret(basicCredential(username.normalize('NFC'), sealed.reveal()))
    return {
      authorise: () => ['Authorization', authorization.reveal()],
      judge: (status) => (status === 401 ? 'locked' : 'pass'),
      probe: (http, clock) => probePage(http, clock, probePath, { Authorization: authorization.reveal() }, refused),
    }
  },

  ...plainRules,
  owns: () => false,
}
