import { backoffMs } from '#core/pacing/backoff.ts'

/** Refusals older than this no longer lengthen the back-off. */
const refusalMemoryMs = 3_600_000
const refusalBackoff = { firstMs: 30_000, maxMs: 15 * 60_000 }

/**
 * When the next program may ask to be paired. Each refusal in a row doubles the wait, else a person is asked until they
 * give in (attacks.md T26). All times are monotonic milliseconds.
 */
export class PairingBackoff {
  #freeAtMs = 0
  #refusals = 0
  #lastRefusedAtMs = 0

  /** 0 or less when a program may ask now. */
  waitMs(nowMs: number): number {
    return this.#freeAtMs - nowMs
  }

  /** A program asks: others wait at most this long. */
  askedUntil(atMs: number): void {
    this.#freeAtMs = atMs
  }

  granted(): void {
    this.#freeAtMs = 0
    this.#refusals = 0
  }

  refused(nowMs: number): void {
    if (nowMs - this.#lastRefusedAtMs >= refusalMemoryMs) this.#refusals = 0
    this.#refusals += 1
    this.#lastRefusedAtMs = nowMs
    this.#freeAtMs = nowMs + backoffMs(refusalBackoff, this.#refusals)
  }
}
