import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { torture, trials } from './run.ts'

// npm run torture [-- --minutes N --seed N --only NAME … --kills N --program FILE]: the built agent is killed, starved and lied to.
// With --kills, the trial outbox-kills alone goes on until it has killed agents and clouds so often, both counted.
// Exits with 1 when a promise of the agent did not hold. What repeats a finding is printed, and saved in out/torture.

const names = trials.map(({ name }) => name)
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    program: { type: 'string' },
    only: { type: 'string', multiple: true },
    kills: { type: 'string' },
  },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed)
if (!(minutes >= 0.1 && minutes <= 24 * 60)) throw new Error('--minutes must be a number from 0.1 to 1440')
if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number')
const kills = values.kills === undefined ? undefined : Number(values.kills)
if (kills !== undefined && !(Number.isInteger(kills) && kills > 0))
  throw new Error('--kills must be a whole number above 0')
const unknown = values.only?.find((name) => !names.includes(name))
if (unknown !== undefined) throw new Error(`There is no trial "${unknown}". Trials: ${names.join(', ')}`)

log(`seed ${seed}, ${kills === undefined ? `${minutes} minutes` : `${kills} kills`}`)
const report = await torture({
  seed,
  minutes,
  only: kills === undefined ? values.only : ['outbox-kills'],
  kills,
  program: values.program,
  processes: new ChildProcesses(),
  log,
})
process.stdout.write(`\nseed ${seed}\n${report.text()}\n`)
for (const file of report.saveIn(join(import.meta.dirname, '../../out/torture'), seed)) log(`saved ${file}`)
process.exitCode = report.findings.length === 0 ? 0 : 1

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}
