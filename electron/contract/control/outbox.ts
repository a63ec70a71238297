import { oc } from '@orpc/contract'
import { z } from 'zod'
import {
  DiscardReason,
  ExportedEntry,
  OutboxCounts,
  OutboxEntryDetail,
  OutboxEntryId,
  OutboxEntryView,
  OutboxFilter,
} from '#contract/outbox/entry.ts'
import { refusals } from '#contract/refusals.ts'

const OneEntry = z.object({ id: OutboxEntryId })
const call = oc.errors(refusals('OUTBOX_UNAVAILABLE'))
const entryCall = call.errors(refusals('UNKNOWN_OUTBOX_ENTRY'))
const changingCall = entryCall.errors(refusals('OUTBOX_ENTRY_SETTLED')).input(OneEntry).output(OutboxEntryView)
const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')

/** What waits to be sent, and what waits for a person. */
export const outbox = {
  outbox: {
    /** Oldest first. */
    list: call.input(OutboxFilter).output(z.object({ entries: z.array(OutboxEntryView), counts: OutboxCounts })),
    /** With the response of the upstream, where one came. */
    show: entryCall.errors(keychainFaults).input(OneEntry).output(OutboxEntryDetail),
    /** Sends at once, or again. What is of unknown effect may take effect twice then. */
    resend: changingCall.errors(keychainFaults),
    discard: entryCall
      .errors(refusals('OUTBOX_ENTRY_SETTLED'))
      .input(OneEntry.extend({ reason: DiscardReason }))
      .output(OutboxEntryView),
    /** Keeps it back, and with it what the same customer has behind it. */
    hold: changingCall,
    release: changingCall,
    /** With what it says: to bring it to the cloud in another way. */
    export: entryCall.errors(keychainFaults).input(OneEntry).output(ExportedEntry),
  },
}
