import { describe, expect, test } from 'vitest'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { torture, trials } from './run.ts'

/** Of all trials together; `npm run torture` takes longer. */
const minutes = 0.8
const weights = trials.reduce((sum, { weight }) => sum + weight, 0)
/** It stands in the name of the tests, and `TORTURE_SEED` tries another one; `npm run torture` does each time. */
const seed = Number(process.env.TORTURE_SEED ?? 733_446_970)

describe(`the built agent, tormented with seed ${seed}, keeps its promises`, { retry: 0 }, () => {
  test.each(trials)('$name', async ({ name, weight }) => {
    const share = (minutes * weight) / weights
    const processes = new ChildProcesses()
    const report = await torture({ seed, minutes: share, only: [name], processes, log: () => {} })
    expect(report.findings.length, report.text()).toBe(0)
  })
})
