import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Http } from '../core/http.ts'
import type { Proof } from '../core/scheme.ts'

/** v1.1 says so in the body, with strings for numbers now and then (capillary.md 5.1). */
const LoginAnswer = z.object({
  response: z.object({
    status: z.object({ code: z.coerce.number() }),
    store: z
      .object({ user: z.object({ username: z.string().optional(), org_name: z.string().optional() }) })
      .optional(),
  }),
})

/** 403 means: credential right, permission missing (capillary.md 2.5). */
const Refusal = z.object({ errorCode: z.coerce.number() })

/** Asks Capillary who we are: `GET /v1.1/store/login.json` (capillary.md 2.5). */
export async function probeStoreLogin(http: Http, clock: Clock, credential: Record<string, string>): Promise<Proof> {
  const outcome = await http.request({
    method: 'GET',
    path: '/v1.1/store/login.json',
    headers: { ...credential, Accept: 'application/json', 'Content-Type': 'application/json' },
  })
  if (outcome.kind === 'silence') return silent(outcome.cause, outcome.reason)
  const { status, body, latencyMs, dateMs } = outcome
  // From the `Date` header: `server_time` in the body names no time zone.
  const skew = dateMs === undefined ? {} : { clockSkewMs: dateMs - clock.now() }
  const login = LoginAnswer.safeParse(jsonOf(body))
  const code = login.data?.response.status.code
  if (status === 401 || code === 401)
    return {
      outcome: 'refused',
      detail: 'Capillary refused the till and password.',
      remedy:
        'Check the till name and password with head office. If every till is refused, Basic authentication may be switched off for the organisation.',
    }
  if (status === 403 && Refusal.safeParse(jsonOf(body)).data?.errorCode === 4000)
    return { outcome: 'accepted', identity: { latencyMs, ...skew } }
  if (status !== 200 || code !== 200)
    return {
      outcome: 'unproven',
      detail: `Capillary answered the login with ${status}${code === undefined ? '' : `, code ${code}`}.`,
      remedy: 'Check that the base URL is a Capillary API host; if it is, try again in a few minutes.',
    }
  const user = login.data?.response.store?.user
  return {
    outcome: 'accepted',
    identity: {
      ...(user?.org_name && { organisation: user.org_name }),
      ...(user?.username && { till: user.username }),
      ...skew,
      latencyMs,
    },
  }
}

function silent(cause: 'unreachable' | 'untrusted' | 'timeout', reason: string): Proof {
  const details = {
    unreachable: `Capillary could not be reached (${reason}).`,
    untrusted: `The server at the base URL could not prove that it is Capillary (${reason}).`,
    timeout: 'Capillary did not answer in time.',
  }
  const remedies = {
    unreachable: "Check the base URL and the store's network, proxy included.",
    untrusted: 'Check the base URL and the clock of this machine; if a proxy of the store opens TLS, name its caFile.',
    timeout: 'Try again; if it stays so, check the proxy.',
  }
  return { outcome: 'unproven', detail: details[cause], remedy: remedies[cause] }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
