import type { Clock } from '../core/clock.ts'
import { Turns } from '../core/turns.ts'
import type { Reply } from './answers.ts'
import { codeInBody } from './capillary.ts'

/** As the broker waits. */
const busyWaitMs = 300
const busy = 521

/**
 * Capillary refuses calls for one customer that overlap (capillary.md 0.7, 6.3): the agent's own go one after another, and
 * one that met a request from elsewhere is sent once more, for nothing was done.
 */
export class CustomerTurns {
  readonly #turns = new Turns()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  ask(customer: string, send: () => Promise<Reply>): Promise<Reply> {
    return this.#turns.run(customer, async () => {
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
