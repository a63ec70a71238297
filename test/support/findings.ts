import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a trial found: a promise of the agent that did not hold. */
export interface Finding {
  /** Name of the trial. */
  trial: string
  /** The promise, in a few words; findings of one trial and promise are counted together. */
  promise: string
  /** What was seen in place of it. */
  seen: string
  /** What repeats it: the seed, the step, the shortest input. */
  reproduction?: unknown
}

interface Counted extends Finding {
  times: number
}

/** Findings and figures of one run. */
export class TrialReport {
  readonly #findings = new Map<string, Counted>()
  readonly #counts = new Map<string, number>()
  readonly #samples = new Map<string, number[]>()

  /** Keeps the first finding of each kind, and counts the others. */
  add(finding: Finding): void {
    const kind = `${finding.trial}: ${finding.promise}`
    const known = this.#findings.get(kind)
    // What repeats a finding may become known only after it was met again.
    const isBetter = known?.reproduction === undefined && finding.reproduction !== undefined
    if (known && !isBetter) known.times += 1
    else if (known) this.#findings.set(kind, { ...finding, times: known.times + 1 })
    else this.#findings.set(kind, { ...finding, times: 1 })
  }

  count(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by)
  }

  countOf(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  /** Adds a measurement of which percentiles are shown. */
  measure(name: string, value: number): void {
    const samples = this.#samples.get(name)
    if (samples) samples.push(value)
    else this.#samples.set(name, [value])
  }

  /** @param share such as 0.99 for the ninety-ninth percentile */
  percentileOf(name: string, share: number): number {
    return percentile((this.#samples.get(name) ?? []).toSorted(ascending), share)
  }

  get findings(): readonly Counted[] {
    return [...this.#findings.values()]
  }

  /** For people: figures first, then each finding with what repeats it. */
  text(): string {
    const figures = [...this.#counts].map(([name, count]) => `${name}: ${count}`)
    const measured = [...this.#samples].map(([name, values]) => `${name}: ${percentiles(values)}`)
    const findings = this.findings.map(
      ({ trial, promise, seen, times, reproduction }) =>
        `FOUND ${times} × ${trial}: ${promise}\n  seen: ${shortened(seen)}\n  again: ${shortened(JSON.stringify(reproduction) ?? 'see the seed')}`,
    )
    return [...figures, ...measured, ...findings, `${this.#findings.size} findings`].join('\n')
  }

  /** Saves the findings as JSON, one file each. @returns the paths */
  saveIn(folder: string, seed: number): string[] {
    mkdirSync(folder, { recursive: true })
    return this.findings.map((finding, at) => {
      const file = join(folder, `${finding.trial}-${seed}-${at + 1}.json`.replaceAll(/[^\w.-]/g, '_'))
      writeFileSync(file, `${JSON.stringify({ seed, ...finding }, undefined, 2)}\n`)
      return file
    })
  }
}

/** The saved finding has the whole text. */
function shortened(text: string): string {
  return text.length > 800 ? `${text.slice(0, 800)}…` : text
}

function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted(ascending)
  const [p50, p99, worst] = [0.5, 0.99, 1].map((share) => Math.round(percentile(sorted, share)))
  return `${sorted.length} times, p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms`
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function ascending(left: number, right: number): number {
  return left - right
}
