import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Http } from '../core/http.ts'
import type { Proof } from '../core/scheme.ts'
import { jsonOf, metIn, oddProof, refusedProof, silentProof, type Trouble } from './answers.ts'

/** v1.1 says so in the body, with strings for numbers now and then (capillary.md 5.1). */
const LoginAnswer = z.object({
  response: z.object({
    status: z.object({ code: z.coerce.number() }),
    store: z
      .object({ user: z.object({ username: z.string().optional(), org_name: z.string().optional() }) })
      .optional(),
  }),
})

const Refusal = z.object({ errorCode: z.coerce.number() })

/** Said of 403, with 4000 or in the body (capillary.md 2.5, 3). */
const notice =
  'The credential is right, but may not ask for the store login: the permission is missing at Capillary. Other calls may be refused too.'

/** Invalid attribution till; invalid store or till code (capillary.md 2.3). */
const attributionCodes = new Set([91021, 671])
const misattributed: Proof = {
  outcome: 'unproven',
  detail: 'Capillary takes the credential, but knows no till or store of the code in the attribution.',
  remedy: 'Correct attribution.type and attribution.code.',
}

/** Asks Capillary who we are: `GET /v1.1/store/login.json` (capillary.md 2.5). */
export async function probeStoreLogin(
  http: Http,
  clock: Clock,
  credential: Record<string, string>,
  refused: Trouble,
): Promise<Proof> {
  const outcome = await http.request({
    method: 'GET',
    path: '/v1.1/store/login.json',
    headers: { ...credential, Accept: 'application/json', 'Content-Type': 'application/json' },
  })
  if (outcome.kind === 'silence') return silentProof(outcome, 'Capillary')
  const { status, body } = outcome
  const login = LoginAnswer.safeParse(jsonOf(body))
  const code = login.data?.response.status.code
  // 498: a token that ran out at once, by Capillary's clock (capillary.md 3).
  const isRefused = [status, code].some((one) => one === 401 || one === 498)
  if (isRefused) return refusedProof(refused, outcome, clock)
  const lacksPermission = status === 403 && Refusal.safeParse(jsonOf(body)).data?.errorCode === 4000
  if (lacksPermission || code === 403) return { outcome: 'accepted', identity: { ...metIn(outcome, clock), notice } }
  if (code !== undefined && attributionCodes.has(code)) return misattributed
  if (status !== 200 || code !== 200) return oddProof(outcome, 'Capillary', clock)
  const user = login.data?.response.store?.user
  return {
    outcome: 'accepted',
    identity: {
      ...(user?.org_name && { organisation: user.org_name }),
      ...(user?.username && { till: user.username }),
      ...metIn(outcome, clock),
    },
  }
}
