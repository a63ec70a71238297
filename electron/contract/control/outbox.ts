import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ApprovalId, ApprovalView } from '#contract/outbox/approval.ts'
import {
  DiscardReason,
  ExportedEntry,
  OutboxCounts,
  OutboxEntryDetail,
  OutboxEntryId,
  OutboxEntryView,
  OutboxFilter,
  OutboxList,
  OutboxPart,
} from '#contract/outbox/entry.ts'
import { Correction, OutboxEntryForPeople, OutboxGroup } from '#contract/outbox/people.ts'
import { Pin } from '#contract/pin.ts'
import { refusals } from '#contract/refusals.ts'
import { ClientId } from '#contract/values.ts'

const OneEntry = z.object({ id: OutboxEntryId })
const OneApproval = z.object({ id: ApprovalId })
const call = oc.errors(refusals('OUTBOX_UNAVAILABLE'))
const entryCall = call.errors(refusals('UNKNOWN_OUTBOX_ENTRY'))
const changingCall = entryCall.errors(refusals('OUTBOX_ENTRY_SETTLED')).input(OneEntry).output(OutboxEntryView)
const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')

/** What waits to be sent, and what waits for a person. */
export const outbox = {
  outbox: {
    /** Oldest first. */
    list: call.input(OutboxFilter.extend(OutboxPart.shape)).output(OutboxList),
    /** Of one group, with what people may see of each: the oldest first of what is to be done, the newest first of what is over. */
    page: call
      .input(z.object({ group: OutboxGroup, limit: z.int().min(1).max(100).default(20) }))
      .output(z.object({ entries: z.array(OutboxEntryForPeople), total: z.int().nonnegative() })),
    /** What is not over yet, of one client or of all. */
    counts: call.input(z.object({ client: ClientId.optional() })).output(OutboxCounts),
    /** With the response of the upstream, where one came. */
    show: entryCall.errors(keychainFaults).input(OneEntry).output(OutboxEntryDetail),
    /** Sends at once, or again. What is of unknown effect may take effect twice then. */
    resend: changingCall.errors(keychainFaults),
    /** Tries all that waits, whatever pause an upstream or a failure asks for. */
    sendNow: call.output(z.object({ entries: z.int().nonnegative() })),
    /** Changes what one says that was refused or came too late, and sends it. What the client sent is kept with it. */
    correct: entryCall
      .errors({ ...keychainFaults, ...refusals('OUTBOX_ENTRY_SETTLED', 'INVALID_INPUT') })
      .input(OneEntry.extend({ fields: Correction }))
      .output(OutboxEntryView),
    /** A person has seen in the upstream that it took effect. */
    confirm: changingCall,
    discard: entryCall
      .errors(refusals('OUTBOX_ENTRY_SETTLED'))
      .input(OneEntry.extend({ reason: DiscardReason }))
      .output(OutboxEntryView),
    /** Keeps it back, and with it what the same customer has behind it. */
    hold: changingCall,
    release: changingCall,
    /** What a manager is asked, or has approved: writes that are kept while an upstream cannot be reached. Oldest first. */
    approvals: oc.output(z.array(ApprovalView)),
    /** Asks for the manager's PIN by itself, where one is set: one PIN approves one question. */
    approve: oc
      .errors(refusals('UNKNOWN_APPROVAL', 'PIN_REQUIRED', 'PIN_WRONG', 'PIN_BLOCKED', 'SETTINGS_UNWRITABLE'))
      .input(OneApproval.extend({ pin: Pin.optional() }))
      .output(ApprovalView),
    /** Turns a question down, or ends what was approved. */
    refuse: oc.errors(refusals('UNKNOWN_APPROVAL')).input(OneApproval),
    /** With what it says: to bring it to the cloud in another way. */
    export: entryCall.errors(keychainFaults).input(OneEntry).output(ExportedEntry),
  },
}
