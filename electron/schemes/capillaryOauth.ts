import { z } from 'zod'
import type { HttpOutcome } from '../core/http.ts'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { jsonOf, oddity, retryAfterMs, silence } from './answers.ts'
import { capillaryRules, codeInBody, foreignTill, judgeCapillary } from './capillary.ts'
import { capillaryCodes } from './capillaryCodes.ts'
import { probeStoreLogin } from './capillaryProbe.ts'
import { capillaryRegister } from './capillaryRegister.ts'
import { CustomerTurns } from './customerTurns.ts'
import { millis, TokenText } from './tokenAnswer.ts'
import { type TokenAnswer, tokenSession } from './tokenSession.ts'

const attributionTypes = [
  'TILL',
  'STORE_CODE',
  'STORE_NAME',
  'STORE_EXTERNAL_ID',
  'STORE_EXTERNAL_ID_1',
  'STORE_EXTERNAL_ID_2',
] as const

const Settings = z.strictObject({
  clientKey: z.string().min(1),
  /** The till or store that calls count for; without it the client's default till (capillary.md 2.3). */
  attribution: z
    .strictObject({
      type: z.enum(attributionTypes),
      code: z.string().regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII without blanks at the ends'),
    })
    .optional(),
})
const Secrets = z.strictObject({ clientSecret: z.string().min(1) })

const cloud = 'Capillary'
const refused = {
  detail: 'Capillary refused the client key and secret.',
  remedy:
    'Check both in InTouch under Organization Settings, Tools, Authentication. A lost secret needs a new client: it is shown once only.',
}
const tokenRefused = {
  detail: 'Capillary gave a token and then refused it.',
  remedy: 'Check that the base URL is the cluster of this organisation, and the clock of this machine.',
}

/** v3 (capillary.md 3). */
const Granted = z.object({ data: z.object({ accessToken: TokenText, ttlSeconds: z.coerce.number().nonnegative() }) })
const Refusal = z.object({ errors: z.array(z.object({ code: z.coerce.number() })) })
const wrongClient = 320001

/** Client credentials, for a token that travels in a header of its own (capillary.md 3). */
export const capillaryOauth: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-oauth',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open({ clientKey, attribution }, sealed, ports, baseUrl) {
    const http = ports.http(baseUrl)
    const attributed = attribution
      ? ['X-CAP-API-ATTRIBUTION-ENTITY-TYPE', attribution.type, 'X-CAP-API-ATTRIBUTION-ENTITY-CODE', attribution.code]
      : []
    const { handOver: _, ...session } = tokenSession(
      {
        ask: async () =>
          tokenFrom(
            await http.request({
              method: 'POST',
              path: '/v3/oauth/token/generate',
              headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
              body: JSON.stringify({ key: clientKey, secret: sealed.reveal() }),
            }),
          ),
        headersFor: (token) => ['X-CAP-API-OAUTH-TOKEN', token.reveal(), ...attributed],
        judge: (status) => (isExpiry(status) ? 'renew' : judgeCapillary(status)),
        prove: (http, clock, headers) => probeStoreLogin(http, clock, headers, tokenRefused),
      },
      ports,
    )
    const judgeBody = (beginning: Buffer) => (isExpiry(codeInBody(beginning)) ? 'renew' : 'pass')
    const turns = new CustomerTurns(ports.clock)
    return {
      ...session,
      judgeBody,
      register: capillaryRegister({ ...session, judgeBody }, http, turns),
      codes: capillaryCodes({ ...session, judgeBody }, http, turns),
      alarm: (headers) => (attribution?.type === 'TILL' ? foreignTill(headers, attribution.code) : undefined),
    }
  },

  ...capillaryRules,
}

/** 498 for a token that ran out, 401 for one that is not known (capillary.md 3). */
function isExpiry(code: number | undefined): boolean {
  return code === 498 || code === 401
}

function tokenFrom(outcome: HttpOutcome): TokenAnswer {
  if (outcome.kind === 'silence') return { outcome: 'unavailable', ...silence(outcome, cloud) }
  const { dateMs } = outcome
  const said = jsonOf(outcome.body)
  const granted = Granted.safeParse(said).data?.data
  if (outcome.status === 200 && granted) {
    const { accessToken, ttlSeconds } = granted
    return { outcome: 'granted', reply: outcome, token: new Secret(accessToken), lifetimeMs: millis(ttlSeconds) }
  }
  // The HTTP status of this refusal is not documented; the code is.
  const isWrongClient = Refusal.safeParse(said).data?.errors.some(({ code }) => code === wrongClient)
  if (isWrongClient || outcome.status === 401) return { outcome: 'refused', dateMs, ...refused }
  return { outcome: 'unavailable', dateMs, retryAfterMs: retryAfterMs(outcome), ...oddity(outcome, cloud) }
}
