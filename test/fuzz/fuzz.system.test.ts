import { describe, expect, test } from 'vitest'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { fuzz, targets } from './run.ts'

/** Of all targets together; `npm run fuzz` takes longer. */
const minutes = 0.7
const weights = targets.reduce((sum, { weight }) => sum + weight, 0)
/** The same inputs for everybody who changes something; `npm run fuzz` looks for new ones. */
const seed = Number(process.env.FUZZ_SEED ?? 706_266_897)

describe(`generated input with seed ${seed} breaks no promise`, { retry: 0 }, () => {
  test.each(targets)('$name', async ({ name, weight }) => {
    const share = (minutes * weight) / weights
    const processes = new ChildProcesses()
    const report = await fuzz({ seed, minutes: share, only: [name], processes, log: () => {} })
    expect(report.findings.length, report.text()).toBe(0)
    expect(report.countOf(`${name}: inputs`)).toBeGreaterThan(50)
  })
})
