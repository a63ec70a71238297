import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { reportOf } from './report.ts'
import { type Figures, simulate } from './simulate.ts'

// npm run fleet:simulate [-- --tills N --days N --seed N]: tills look, obey, update and report in a time that is simulated, with a real
// nginx, Prometheus and collector. Figures are printed, and saved in out/fleet (docs/fleet.md, "Ten thousand tills").

const { values } = parseArgs({
  options: {
    tills: { type: 'string', default: '10000' },
    days: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
})
const [tills = 0, days = 0, seed = 0] = [values.tills, values.days, values.seed].map(Number)
if (!(Number.isInteger(tills) && tills >= 100)) throw new Error('--tills must be a whole number from 100 on')
if (!(Number.isInteger(days) && days >= 1)) throw new Error('--days must be a whole number above 0')
if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number')

const startedAt = performance.now()
const folder = join(import.meta.dirname, '../../../out/fleet')
mkdirSync(folder, { recursive: true })
const save = (known: Figures) => writeFileSync(join(folder, 'figures.json'), `${JSON.stringify(known, null, 2)}\n`)
const figures = await simulate(days, { tills, seed, log }, save)
process.stdout.write(`\n${reportOf(figures)}\n`)
log(`took ${Math.round((performance.now() - startedAt) / 60_000)} minutes`)
process.exit()

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}
