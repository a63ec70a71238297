import type { Clock } from '#core/base/clock.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Reply } from '#schemes/shared/probeResults.ts'
import { codeInBody } from './bodyStatus.ts'

/** The broker waits as long. */
const busyWaitMs = 300
const busy = 521

/**
 * Sends the agent's own calls for one customer one after another: Capillary refuses calls that overlap (capillary.md 0.7,
 * 6.3). A call that met a request from elsewhere did nothing, so it is sent once more.
 */
export class CustomerLock {
  readonly #lock = new KeyedLock()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  run(customer: string, send: () => Promise<Reply>): Promise<Reply> {
    return this.#lock.run(customer, async () => {
      const reply = await send()
      if (!isBusy(reply)) return reply
      await new Promise<void>((resolve) => this.#clock.after(busyWaitMs, resolve))
      return send()
    })
  }
}

function isBusy({ status, body }: Reply): boolean {
  return status === busy || codeInBody(Buffer.from(body)) === busy
}
