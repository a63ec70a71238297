import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Scheme, Session, Verdict } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import type { Till } from './askAsTill.ts'
import { capillaryRules, codeInBody, foreignTill, judgeCapillary } from './capillary.ts'
import { capillaryCodes } from './capillaryCodes.ts'
import { probeStoreLogin } from './capillaryProbe.ts'
import { capillaryRegister } from './capillaryRegister.ts'
import { CustomerTurns } from './customerTurns.ts'

/** A till as Capillary knows it. Newer names follow `^[a-z][a-z0-9._-]{2,}$`, older ones may not (capillary.md 2.4). */
const Settings = z.strictObject({
  till: z
    .string()
    .min(1)
    .regex(/^[^:\p{Cc}]+$/u, 'must not hold a colon or a control character'),
})
const Secrets = z.strictObject({ password: z.string().min(1) })

const refused = {
  detail: 'Capillary refused the till and password.',
  remedy:
    'Check the till name and password with head office. If every till is refused, Basic authentication may be switched off for the organisation.',
}

/**
 * Basic, with the lower-case hex MD5 of the password in place of the password (capillary.md 2.1). The MD5 is as good as
 * the password at Capillary, so it is what the vault keeps: the typed password is forgotten.
 */
export const capillaryTill: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-till',
  settings: Settings,
  secrets: Secrets,

  seal: ({ password }) => new Secret(createHash('md5').update(password, 'utf8').digest('hex')),

  open({ till }, sealed, ports, baseUrl): Session {
    const authorization = new Secret(`Basic ${Buffer.from(`${till}:${sealed.reveal()}`).toString('base64')}`)
    const authority: Till = {
      authorise: () => ['Authorization', authorization.reveal()],
      judge,
      judgeBody: (beginning) => (codeInBody(beginning) === 401 ? 'locked' : 'pass'),
    }
    const http = ports.http(baseUrl)
    const turns = new CustomerTurns(ports.clock)
    return {
      ...authority,
      register: capillaryRegister(authority, http, turns),
      codes: capillaryCodes(authority, http, turns),
      alarm: (headers) => foreignTill(headers, till),
      probe: (http, clock) => probeStoreLogin(http, clock, { Authorization: authorization.reveal() }, refused),
    }
  },

  ...capillaryRules,
}

function judge(status: number): Verdict {
  // One wrong credential is enough: logins lock after a few (capillary.md 0.8, 2.5; the status is ASSUMED there).
  return status === 401 ? 'locked' : judgeCapillary(status)
}
