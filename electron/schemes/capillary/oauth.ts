import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { describeSilence, describeUnexpected, retryAfterMs } from '#schemes/shared/probeResults.ts'
import { LifetimeSeconds, secondsToMs, type TokenResponse, TokenText } from '#schemes/shared/tokenResponse.ts'
import { tokenSession } from '#schemes/shared/tokenSession.ts'
import { assessCapillaryBody } from './bodyStatus.ts'
import { callerHeaders } from './callerHeaders.ts'
import { capillaryCustomerServices } from './customerServices.ts'
import { probeStoreLogin } from './probe.ts'
import { assessCapillary, capillaryRules, foreignTill } from './rules.ts'
import { BillNumbers } from './writes.ts'

const attributionTypes = [
  'TILL',
  'STORE_CODE',
  'STORE_NAME',
  'STORE_EXTERNAL_ID',
  'STORE_EXTERNAL_ID_1',
  'STORE_EXTERNAL_ID_2',
] as const

const Settings = z.strictObject({
  clientKey: PastedText,
  /** The till or store that calls are booked on; the client's default till when absent (capillary.md 2.3). */
  attribution: z
    .strictObject({
      type: z.enum(attributionTypes),
      code: PastedText.regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII, its blanks single'),
    })
    .optional(),
  billNumbers: BillNumbers,
  callerHeaders,
})
const Secrets = z.strictObject({ clientSecret: SecretText })

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

/** The responses of v3 (capillary.md 3). */
const Granted = z.object({ data: z.object({ accessToken: TokenText, ttlSeconds: LifetimeSeconds }) })
const Refusal = z.object({ errors: z.array(z.object({ code: z.coerce.number() })) })
const wrongClient = 320001

/** A token by client credentials, sent in a header of Capillary's own (capillary.md 3). */
export const capillaryOauth: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-oauth',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ clientSecret }) => new Secret(clientSecret),

  open({ clientKey, attribution }, storedCredential, deps, baseUrl) {
    const http = deps.http(baseUrl)
    const attributionHeaders = attribution
      ? ['X-CAP-API-ATTRIBUTION-ENTITY-TYPE', attribution.type, 'X-CAP-API-ATTRIBUTION-ENTITY-CODE', attribution.code]
      : []
    const { handOver: _, ...session } = tokenSession(
      {
        requestToken: async () =>
          readToken(
            await http.request({
              method: 'POST',
              path: '/v3/oauth/token/generate',
              headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
              body: JSON.stringify({ key: clientKey, secret: storedCredential.reveal() }),
            }),
          ),
        headersFor: (token) => ['X-CAP-API-OAUTH-TOKEN', token.reveal(), ...attributionHeaders],
        assess: (status) => (expiryCodes.includes(status) ? 'renew' : assessCapillary(status)),
        verifyToken: (http, clock, headers) => probeStoreLogin(http, clock, headers, tokenRefused),
      },
      deps,
    )
    const assessBody = (beginning: Buffer) => assessCapillaryBody(beginning, expiryCodes, 'renew')
    return {
      ...session,
      assessBody,
      ...capillaryCustomerServices({ ...session, assessBody }, http, deps.clock),
      alarm: (headers) => (attribution?.type === 'TILL' ? foreignTill(headers, attribution.code) : undefined),
    }
  },

  ...capillaryRules,
}

/** 498: the token expired. 401: the token is not known (capillary.md 3). */
const expiryCodes: readonly number[] = [498, 401]

function readToken(outcome: HttpOutcome): TokenResponse {
  if (outcome.kind === 'silence') return { outcome: 'unavailable', ...describeSilence(outcome, cloud) }
  const { dateMs } = outcome
  const body = parseJson(outcome.body)
  const granted = Granted.safeParse(body).data?.data
  if (outcome.status === 200 && granted) {
    const { accessToken, ttlSeconds } = granted
    return { outcome: 'granted', reply: outcome, token: new Secret(accessToken), lifetimeMs: secondsToMs(ttlSeconds) }
  }
  // The HTTP status of this refusal is not documented; the code is.
  const isWrongClient = Refusal.safeParse(body).data?.errors.some(({ code }) => code === wrongClient)
  if (isWrongClient || outcome.status === 401) return { outcome: 'refused', dateMs, ...refused }
  return { outcome: 'unavailable', dateMs, retryAfterMs: retryAfterMs(outcome), ...describeUnexpected(outcome, cloud) }
}
