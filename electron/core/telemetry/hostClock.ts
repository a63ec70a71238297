import type { Clock } from '#core/base/clock.ts'

/** How this till's clock differs from that of the host of the releases, which a till asks every few hours anyway. */
export class HostClock {
  readonly #clock: Clock
  /** How far the till's clock is ahead, in milliseconds; `undefined` until the host has answered. */
  skewMs: number | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @param dateMs what the host's clock shows now, in milliseconds since 1970 */
  note(dateMs: number): void {
    this.skewMs = this.#clock.now() - dateMs
  }
}
