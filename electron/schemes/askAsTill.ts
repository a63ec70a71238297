import type { Authority } from '../core/customer.ts'
import { Fault } from '../core/fault.ts'
import type { Http, HttpRequest } from '../core/http.ts'
import type { Session } from '../core/scheme.ts'
import { untrusted } from '../core/trust.ts'
import { oddity, type Reply, retryAfterMs, type Silence } from './answers.ts'
import { recordOf } from './tokenSession.ts'

/** Who asks: the session itself, or what it is made of. */
export type Till = Authority & Pick<Session, 'judgeBody'>

/**
 * A call of the agent's own, with the till's credential. A token that ran out is renewed once, as the broker does. Every
 * other answer is the caller's to read, whatever its status.
 *
 * @throws Fault `CREDENTIAL_REFUSED`, for which the upstream has to be locked (core/orLock.ts) · `UPSTREAM_NOT_READY` ·
 * `UPSTREAM_UNREACHABLE` or `UPSTREAM_UNTRUSTED`: nothing was sent · `UPSTREAM_SILENT` when a GET got no answer,
 * `OUTCOME_UNKNOWN` when any other request did
 */
export async function askAsTill(till: Till, http: Http, request: HttpRequest): Promise<Reply> {
  const used = await till.authorise()
  const reply = await send(http, request, used)
  if (verdictOn(reply, till, request) !== 'renew') return reply
  till.renew?.(used)
  const again = await send(http, request, await till.authorise())
  if (verdictOn(again, till, request) !== 'renew') return again
  const detail = 'The upstream gave a token and then refused it.'
  throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 })
}

/** Said of an answer that is of no use. */
export function ofNoUse(reply: Reply, cloud: string): Fault {
  const { detail, remedy } = oddity(reply, cloud)
  if (reply.status !== 429 && reply.status < 500)
    return new Fault('UPSTREAM_ANSWER_INVALID', detail, { reason: `status ${reply.status}` }, remedy)
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAfterMs(reply) ?? 5_000) / 1_000))
  return new Fault('UPSTREAM_BUSY', detail, { retryAfterSeconds }, remedy)
}

async function send(http: Http, request: HttpRequest, authorisation: readonly string[]): Promise<Reply> {
  const outcome = await http.request({ ...request, headers: { ...request.headers, ...recordOf(authorisation) } })
  if (outcome.kind === 'silence') throw silent(outcome, request.method)
  return outcome
}

/** @throws Fault `CREDENTIAL_REFUSED` */
function verdictOn({ status, body }: Reply, till: Till, { path }: HttpRequest): 'renew' | 'other' {
  const verdicts = [till.judge(status, path), till.judgeBody?.(Buffer.from(body))]
  if (verdicts.includes('locked')) throw new Fault('CREDENTIAL_REFUSED', 'The upstream refused the credential.')
  return verdicts.includes('renew') ? 'renew' : 'other'
}

function silent({ cause, reason, mayBeDone }: Silence, method: HttpRequest['method']): Fault {
  if (cause === 'untrusted') return untrusted(reason)
  if (!mayBeDone) return new Fault('UPSTREAM_UNREACHABLE', undefined, { reason, retryAfterSeconds: 5 })
  return new Fault(method === 'GET' ? 'UPSTREAM_SILENT' : 'OUTCOME_UNKNOWN', undefined, { reason })
}
