import { Fault } from '#core/base/fault.ts'
import type { Http, HttpRequest } from '#core/network/controlHttp.ts'
import { untrusted } from '#core/network/tlsFailure.ts'
import { unreachable } from '#core/network/unreachable.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import { RefusedReply } from '#core/scheme/refusedReply.ts'
import type { RequestAuthenticator } from '#core/scheme/requestAuthenticator.ts'
import { headerRecordOf } from './headerRecord.ts'
import { describeUnexpected, type Reply, retryAfterMs, type Silence } from './probeResults.ts'

/** A session, or the part of it that authenticates as the till. */
export type TillAuthenticator = RequestAuthenticator

/**
 * Sends a request of the agent's own with the till's credential. A token that expired is renewed once, as the broker
 * does. Every other reply is returned, whatever its status.
 *
 * @throws Fault `CREDENTIAL_REFUSED`, for which the caller has to lock the upstream (`lockIfRefused`) ·
 * `UPSTREAM_NOT_READY` · `UPSTREAM_UNREACHABLE` or `UPSTREAM_UNTRUSTED`: nothing was sent · `UPSTREAM_SILENT` when a GET
 * got no reply, `OUTCOME_UNKNOWN` when any other request did
 */
export async function callAsTill(till: TillAuthenticator, http: Http, request: HttpRequest): Promise<Reply> {
  const used = await till.authorise()
  const reply = await send(http, request, used)
  if (assessReply(reply, till, request) !== 'renew') return reply
  till.discard?.(used)
  const again = await send(http, request, await till.authorise())
  if (assessReply(again, till, request) !== 'renew') return again
  const detail = 'The upstream gave a token and then refused it.'
  throw new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 })
}

/** The fault for a reply that the caller cannot use: `UPSTREAM_BUSY` for 429 and 5xx, else `UPSTREAM_ANSWER_INVALID`. */
export function unusableReply(reply: Reply, service: string): Fault {
  const { detail, remedy } = describeUnexpected(reply, service)
  if (reply.status !== 429 && reply.status < 500)
    return new Fault('UPSTREAM_ANSWER_INVALID', detail, { reason: `status ${reply.status}` }, remedy)
  const waitMs = retryAfterMs(reply) ?? 5_000
  return new Fault('UPSTREAM_BUSY', detail, { retryAfterSeconds: retryAfterSeconds(waitMs) }, remedy)
}

/** A server that answers so has done nothing (RFC 9110 §15.6.4; capillary.md 6.3). */
const nothingDone = new Set([503, 521])

/** Whether a request may have been acted on all the same: a gateway answers so, too, once the cloud behind it has done its work. */
export function mayBeDone({ status }: Reply): boolean {
  return status >= 500 && !nothingDone.has(status)
}

/** As `unusableReply` for a request that does something: `OUTCOME_UNKNOWN` where it may have done it. */
export function unusableWriteReply(reply: Reply, service: string): Fault {
  if (!mayBeDone(reply)) return unusableReply(reply, service)
  const { detail } = describeUnexpected(reply, service)
  const reason = `status ${reply.status}`
  return new Fault('OUTCOME_UNKNOWN', `${detail} The request may or may not have taken effect.`, { reason })
}

async function send(http: Http, request: HttpRequest, authorisation: readonly string[]): Promise<Reply> {
  const outcome = await http.request({ ...request, headers: { ...request.headers, ...headerRecordOf(authorisation) } })
  if (outcome.kind === 'silence') throw faultOfSilence(outcome, request.method)
  return outcome
}

/** @throws Fault `CREDENTIAL_REFUSED` */
function assessReply(reply: Reply, till: TillAuthenticator, request: HttpRequest): 'renew' | 'other' {
  const { status, body } = reply
  const assessments = [till.assess(status, request.path), till.assessBody?.(Buffer.from(body))]
  if (assessments.includes('refused')) throw new RefusedReply(request, unusableReply(reply, 'The upstream'))
  return assessments.includes('renew') ? 'renew' : 'other'
}

function faultOfSilence({ cause, reason, mayBeDone }: Silence, method: HttpRequest['method']): Fault {
  if (cause === 'untrusted') return untrusted(reason)
  if (!mayBeDone) return unreachable(reason)
  return new Fault(method === 'GET' ? 'UPSTREAM_SILENT' : 'OUTCOME_UNKNOWN', undefined, { reason })
}
