import type { UpdateProblemCode } from '#contract/update.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Random } from '#core/base/random.ts'

interface Deps {
  clock: Clock
  random: Random
  /** Looks for a release. @returns what is wrong, if anything is */
  check(): Promise<UpdateProblemCode | undefined>
  /** Goes on with a release that waits for its time. */
  advance(): void
}

const minuteMs = 60_000
const firstCheckMs = minuteMs
const checkEveryMs = 4 * 60 * minuteMs
/** After a network problem. */
const retryMs = 15 * minuteMs
/** Checks are spread over some 42 minutes, so that not all tills ask at once. */
const spreadStepMs = 10_000

/** When updates are looked for, and when a waiting one is tried again. */
export class UpdateSchedule {
  readonly #deps: Deps
  readonly #cancels = new Set<() => void>()
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  start(): void {
    this.#after(firstCheckMs, () => void this.#check())
    this.#after(minuteMs, () => this.#minute())
  }

  close(): void {
    this.#isClosed = true
    for (const cancel of this.#cancels) cancel()
  }

  async #check(): Promise<void> {
    const problem = await this.#deps.check()
    const [spread = 0] = this.#deps.random.bytes(1)
    this.#after((isNetworkProblem(problem) ? retryMs : checkEveryMs) + spread * spreadStepMs, () => void this.#check())
  }

  #minute(): void {
    this.#after(minuteMs, () => this.#minute())
    this.#deps.advance()
  }

  #after(delayMs: number, run: () => void): void {
    if (this.#isClosed) return
    const cancel = this.#deps.clock.after(delayMs, () => {
      this.#cancels.delete(cancel)
      run()
    })
    this.#cancels.add(cancel)
  }
}

function isNetworkProblem(problem: UpdateProblemCode | undefined): boolean {
  return problem === 'FEED_UNREACHABLE' || problem === 'DOWNLOAD_FAILED'
}
