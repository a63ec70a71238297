import { z } from 'zod'
import { keyed } from '#contract/pos/keyed.ts'
import { refusals } from '#contract/refusals.ts'
import {
  DiscardReason,
  OutboxEntryDetail,
  OutboxEntryId,
  OutboxEntryView,
  OutboxList,
  OutboxPart,
  OutboxState,
  RequestFate,
  RequestId,
} from './entry.ts'

const call = keyed.errors(refusals('INVALID_INPUT', 'OUTBOX_UNAVAILABLE'))
const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const entryCall = call.errors(refusals('UNKNOWN_OUTBOX_ENTRY'))
const changingCall = entryCall.errors(refusals('OUTBOX_ENTRY_SETTLED'))
const OneEntry = z.object({ id: OutboxEntryId })

/** The entries that a client's own requests have made. */
export const outbox = {
  list: call
    .route({
      method: 'GET',
      path: '/v1/outbox',
      operationId: 'outbox-list',
      summary:
        'The writes of this client that the outbox keeps, oldest first: 200 at a time, or limit; then those after next',
    })
    .input(OutboxPart.extend({ state: OutboxState.optional() }))
    .output(OutboxList),
  get: entryCall
    .errors(keychainFaults)
    .route({
      method: 'GET',
      path: '/v1/outbox/{id}',
      operationId: 'outbox-entry',
      summary: 'How it is, with the response of the upstream; with waitSeconds, as soon as that is something else',
    })
    .input(OneEntry.extend({ waitSeconds: z.coerce.number().int().min(0).max(30).default(0) }))
    .output(OutboxEntryDetail),
  resend: changingCall
    .errors(keychainFaults)
    .route({
      method: 'POST',
      path: '/v1/outbox/{id}/resend',
      operationId: 'outbox-resend',
      summary: 'Sends it at once, or again; one of unknown effect may take effect twice then',
    })
    .input(OneEntry)
    .output(OutboxEntryView),
  discard: changingCall
    .route({
      method: 'DELETE',
      path: '/v1/outbox/{id}',
      operationId: 'outbox-discard',
      summary: 'Gives it up, for a reason that the audit trail keeps: DELETE /v1/outbox/{id}?reason=…',
      inputStructure: 'detailed',
    })
    .input(z.object({ params: OneEntry, query: z.object({ reason: DiscardReason }) }))
    .output(OutboxEntryView),
}

export const requests = {
  get: call
    .route({
      method: 'GET',
      path: '/v1/requests/{requestId}',
      operationId: 'request',
      summary: 'Did it happen? What came of a write of the last 7 days, by the id that came as Till-Agent-Request-Id',
    })
    .input(z.object({ requestId: RequestId }))
    .output(RequestFate),
}
