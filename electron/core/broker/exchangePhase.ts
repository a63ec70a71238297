import type { HeldResponse } from './heldResponse.ts'
import type { ResponseBeginning } from './responseBeginning.ts'
import type { Attempts, Resend, WaitedFor } from './retryDecision.ts'

/** Where one request is. */
export type Phase =
  | { name: 'preparing' } // its body is read, where the scheme must see it
  | { name: 'queued' } // waits for the lock of its customer, and then for a slot
  | { name: 'authorising' } // waits for the headers that authenticate it
  | { name: 'sent' }
  | { name: 'judging'; beginning: ResponseBeginning } // reads the first bytes of a body that may refuse the credential
  | { name: 'draining'; next: Resend; bytesLeft: number } // reads a response to its end that is not passed on, to keep the connection
  | { name: 'pausing' } // gives an upstream time that was busy with the same customer
  | { name: 'verifying'; held: HeldResponse } // its response seems to refuse the credential, and waits for the proof
  | { name: 'passing' } // the response goes to the caller
  | { name: 'done' }

export const preparing: Phase = { name: 'preparing' }
export const queued: Phase = { name: 'queued' }
export const authorising: Phase = { name: 'authorising' }
export const sent: Phase = { name: 'sent' }
export const pausing: Phase = { name: 'pausing' }
export const passing: Phase = { name: 'passing' }
export const done: Phase = { name: 'done' }

/** A response that is not passed on is read to keep its connection. One that is slower, or longer, is not worth that. */
export const maxDrain = { ms: 1_000, bytes: 64 * 1024 }

/** A caller that reads nothing for so long makes room for a request that waits for its connection. */
export const stalledAfterMs = 1_000

/** What a request waits for in this phase; `response` once it was sent and no response to it was refused. */
export function waitedForIn(phase: Phase, attempts: Attempts): WaitedFor {
  switch (phase.name) {
    case 'preparing':
      return 'body'
    case 'queued':
      return 'slot'
    case 'authorising':
      return attempts['renew-and-resend'] > 0 ? 'new-token' : 'token'
    case 'draining':
      return phase.next === 'renew-and-resend' ? 'new-token' : 'customer'
    case 'verifying':
      return 'proof'
    case 'pausing':
      return 'customer'
    default:
      return 'response'
  }
}
