import fc from 'fast-check'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import type { TrialReport } from '#test/support/findings.ts'

/** One way into the agent that is fed with generated input. */
export interface FuzzTarget {
  name: string
  /** Share of the run's time, compared with the other targets. */
  weight: number
  run(context: FuzzContext): Promise<void>
}

/** A promise that an input has broken. */
export interface Violation {
  /** The same for all inputs that break it in the same way. */
  promise: string
  seen: string
}

interface Deps {
  name: string
  seed: number
  report: TrialReport
  processes: ChildProcesses
  /** Of this target alone. */
  folder: string
  program: string
  untilMs: number
}

/** Inputs of one batch. Each batch has a seed of its own, which is enough to repeat it. */
const batchSize = 500
/** Shrinking a kind of violation takes at most so long. */
const maxShrinkMs = 20_000

/** What a target works with. */
export class FuzzContext {
  readonly folder: string
  readonly program: string
  readonly processes: ChildProcesses
  readonly #deps: Deps
  readonly #known = new Set<string>()

  constructor(deps: Deps) {
    this.folder = deps.folder
    this.program = deps.program
    this.processes = deps.processes
    this.#deps = deps
  }

  isOver(): boolean {
    return performance.now() >= this.#deps.untilMs
  }

  /**
   * Tries inputs until the time is over. The first input of each kind of violation is shrunk, and reported with what repeats
   * it; further ones are counted.
   *
   * @param violationOf what an input breaks; `undefined` when all is well
   * @param lanes inputs that are tried at the same time
   */
  async check<Input>(
    inputs: fc.Arbitrary<Input>,
    violationOf: (input: Input) => Promise<Violation | undefined>,
    lanes = 1,
  ): Promise<void> {
    const lane = async (number: number) => {
      for (let batch = 0; !this.isOver(); batch += 1)
        await this.#checkBatch(inputs, violationOf, (this.#deps.seed + (batch * lanes + number) * 7_919) | 0)
    }
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  }

  /** A promise that broke without an input that can be named. */
  found(promise: string, seen: string): void {
    const { name, seed, report } = this.#deps
    report.add({ trial: name, promise, seen, reproduction: { command: this.#again(seed) } })
  }

  measure(name: string, ms: number): void {
    this.#deps.report.measure(name, ms)
  }

  percentileOf(name: string, share: number): number {
    return this.#deps.report.percentileOf(name, share)
  }

  count(name: string, by = 1): void {
    this.#deps.report.count(`${this.#deps.name}: ${name}`, by)
  }

  async #checkBatch<Input>(
    inputs: fc.Arbitrary<Input>,
    violationOf: (input: Input) => Promise<Violation | undefined>,
    seed: number,
  ): Promise<void> {
    const { name, report } = this.#deps
    /** The kind that this batch shrinks. */
    let kind: string | undefined
    let shrinkUntilMs = Number.POSITIVE_INFINITY
    const property = fc.asyncProperty(inputs, async (input) => {
      if (kind === undefined ? this.isOver() : performance.now() > shrinkUntilMs) return
      const violation = await violationOf(input)
      if (kind === undefined) report.count(`${name}: inputs`)
      if (!violation || (kind !== undefined && violation.promise !== kind)) return
      if (kind === undefined && this.#known.has(violation.promise)) return this.#count(violation)
      if (kind === undefined) shrinkUntilMs = performance.now() + maxShrinkMs
      kind = violation.promise
      this.#known.add(kind)
      throw new ViolationError(violation)
    })
    const result = await fc.check(property, { seed, numRuns: batchSize })
    if (!result.failed) return
    if (!(result.errorInstance instanceof ViolationError)) throw result.errorInstance
    const [input] = result.counterexample ?? []
    report.add({ trial: name, ...result.errorInstance.violation, reproduction: { command: this.#again(seed), input } })
  }

  #count({ promise, seen }: Violation): void {
    this.#deps.report.add({ trial: this.#deps.name, promise, seen })
  }

  #again(seed: number): string {
    return `npm run fuzz -- --seed ${seed} --only ${this.#deps.name}`
  }
}

class ViolationError extends Error {
  readonly violation: Violation

  constructor(violation: Violation) {
    super(`${violation.promise}: ${violation.seen}`)
    this.violation = violation
  }
}
