import type { OutboxCalls } from './outboxDatabase.ts'

/** In the data directory. */
export const outboxFile = 'outbox.sqlite'

/** From the main thread: one call of the port, or `close`. */
export interface CallMessage {
  id: number
  name: keyof OutboxCalls
  args: unknown[]
}

/** From the worker, once the change is on the disk. @property failure a sentence about why it is not */
export type ResultMessage = { id: number; result: unknown } | { id: number; failure: string }
