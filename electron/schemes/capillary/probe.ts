import { z } from 'zod'
import type { Clock } from '#core/base/clock.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { CredentialCheck } from '#core/scheme/scheme.ts'
import {
  credentialRefused,
  noResponse,
  type Problem,
  timingOf,
  unexpectedResponse,
} from '#schemes/shared/probeResults.ts'

/** v1.1 has its status in the body, at times with strings for numbers (capillary.md 5.1). */
const LoginResponse = z.object({
  response: z.object({
    status: z.object({ code: z.coerce.number() }),
    store: z
      .object({ user: z.object({ username: z.string().optional(), org_name: z.string().optional() }) })
      .optional(),
  }),
})

const Refusal = z.object({ errorCode: z.coerce.number() })

/** For a 403 of HTTP with error 4000, and for a 403 in the body (capillary.md 2.5, 3). */
const missingPermission =
  'The credential is right, but may not ask for the store login: the permission is missing at Capillary. Other calls may be refused too.'

/** 91021: invalid attribution till. 671: invalid store or till code (capillary.md 2.3). */
const attributionCodes = new Set([91021, 671])
const wrongAttribution: CredentialCheck = {
  outcome: 'unverified',
  detail: 'Capillary takes the credential, but knows no till or store of the code in the attribution.',
  remedy: 'Correct attribution.type and attribution.code.',
}

/** Asks Capillary who the till is: `GET /v1.1/store/login.json` (capillary.md 2.5). */
export async function probeStoreLogin(
  http: Http,
  clock: Clock,
  credential: Record<string, string>,
  refused: Problem,
): Promise<CredentialCheck> {
  const outcome = await http.request({
    method: 'GET',
    path: '/v1.1/store/login.json',
    headers: { ...credential, Accept: 'application/json', 'Content-Type': 'application/json' },
  })
  if (outcome.kind === 'silence') return noResponse(outcome, 'Capillary')
  const { status, body } = outcome
  const login = LoginResponse.safeParse(parseJson(body))
  const code = login.data?.response.status.code
  // 498: by Capillary's clock, the new token has expired already (capillary.md 3).
  const isRefused = [status, code].some((value) => value === 401 || value === 498)
  if (isRefused) return credentialRefused(refused, outcome, clock)
  const lacksPermission = status === 403 && Refusal.safeParse(parseJson(body)).data?.errorCode === 4000
  if (lacksPermission || code === 403)
    return { outcome: 'accepted', identity: { ...timingOf(outcome, clock), notice: missingPermission } }
  if (code !== undefined && attributionCodes.has(code)) return wrongAttribution
  if (status !== 200 || code !== 200) return unexpectedResponse(outcome, 'Capillary', clock)
  const user = login.data?.response.store?.user
  return {
    outcome: 'accepted',
    identity: {
      ...(user?.org_name && { organisation: user.org_name }),
      ...(user?.username && { till: user.username }),
      ...timingOf(outcome, clock),
    },
  }
}
