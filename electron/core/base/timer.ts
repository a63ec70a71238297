import type { Clock } from './clock.ts'

/** One wait at a time: starting another ends the one before. */
export class Timer {
  readonly #clock: Clock
  #cancel: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isRunning(): boolean {
    return this.#cancel !== undefined
  }

  start(delayMs: number, run: () => void): void {
    this.stop()
    this.#cancel = this.#clock.after(Math.max(0, delayMs), () => {
      this.#cancel = undefined
      run()
    })
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
