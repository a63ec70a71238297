import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { fuzz, targets } from './run.ts'

// npm run fuzz [-- --minutes N --seed N --only NAME … --program FILE]: generated requests against every way into the agent,
// and generated answers against its way out. Exits with 1 when a promise did not hold; the shortest input is saved in out/fuzz.

const names = targets.map(({ name }) => name)
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    program: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed)
if (!(minutes >= 0.1 && minutes <= 24 * 60)) throw new Error('--minutes must be a number from 0.1 to 1440')
if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number')
const unknown = values.only?.find((name) => !names.includes(name))
if (unknown !== undefined) throw new Error(`There is no target "${unknown}". Targets: ${names.join(', ')}`)

log(`seed ${seed}, ${minutes} minutes`)
const { only, program } = values
const report = await fuzz({ seed, minutes, only, program, processes: new ChildProcesses(), log })
process.stdout.write(`\nseed ${seed}\n${report.text()}\n`)
for (const file of report.saveIn(join(import.meta.dirname, '../../out/fuzz'), seed)) log(`saved ${file}`)
process.exitCode = report.findings.length === 0 ? 0 : 1

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}
