import { describe, expect, test } from 'vitest'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { torture, trials } from './run.ts'

/** Of all trials together; `npm run torture` takes longer. */
const minutes = 0.8
const weights = trials.reduce((sum, { weight }) => sum + weight, 0)
/** Another one each time. It stands in the name of the tests, and `TORTURE_SEED` repeats it. */
const seed = Number(process.env.TORTURE_SEED ?? Date.now() % 2 ** 31)

describe(`the built agent, tormented with seed ${seed}, keeps its promises`, { retry: 0 }, () => {
  test.each(trials)('$name', async ({ name, weight }) => {
    const share = (minutes * weight) / weights
    const processes = new ChildProcesses()
    const report = await torture({ seed, minutes: share, only: [name], processes, log: () => {} })
    expect(report.findings.length, report.text()).toBe(0)
  })
})
