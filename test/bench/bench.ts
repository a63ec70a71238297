import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { performancePage } from './document.ts'
import { goalsOf, shortfallsOf } from './goals.ts'
import { loads } from './loads.ts'
import { type BenchSize, measureAll, profile, telemetry } from './measure.ts'
import { profileTable } from './profile.ts'
import { summarise } from './summary.ts'
import {
  idleTable,
  inColumns,
  linkTable,
  loadTable,
  memoryTable,
  outboxTable,
  startTable,
  telemetryTable,
} from './tables.ts'

// npm run bench [-- --quick | --profile | --telemetry]: compares the agent with nginx, with brokers as small as they can be on Node, and with direct calls (docs/performance.md, Method).

const root = fileURLToPath(new URL('../..', import.meta.url))

const fullSize: BenchSize = {
  isQuick: false,
  rounds: 5,
  linkCycles: 40,
  firstSales: 7,
  keptRequests: 1_000,
  starts: 9,
  memoryRequests: 1_000_000,
  memoryWarmUpSeconds: 8,
  profileSeconds: 15,
  telemetryRounds: 9,
  memoryWithinMs: 400_000,
  roundsWithinMs: 180_000,
}
const quickSize: BenchSize = {
  isQuick: true,
  rounds: 2,
  linkCycles: 10,
  firstSales: 3,
  keptRequests: 200,
  starts: 3,
  memoryRequests: 50_000,
  memoryWarmUpSeconds: 2,
  profileSeconds: 3,
  telemetryRounds: 2,
  memoryWithinMs: 10_000,
  roundsWithinMs: 26_000,
}

const flag = { type: 'boolean', default: false } as const
const { values } = parseArgs({ options: { quick: flag, profile: flag, telemetry: flag } })
if (values.profile) {
  process.stdout.write(`${inColumns(profileTable(await profile(fullSize.profileSeconds)))}\n`)
  process.exit()
}
if (values.telemetry) {
  process.stdout.write(`${inColumns(telemetryTable(await telemetry(fullSize)))}\n`)
  process.exit()
}
const results = await measureAll(values.quick ? quickSize : fullSize)
const measured = loads.filter(({ name }) => results.slices.some(({ load }) => load === name))
const rows = summarise(results.slices, measured)
const goals = goalsOf(results, rows)

const goalTable = {
  head: ['goal', 'bound', 'measured', ''],
  rows: goals.map(({ what, goal, measured, isReached }) => [
    what,
    goal,
    measured,
    isReached ? 'reached' : 'FELL SHORT',
  ]),
}
const tables = [
  loadTable(rows),
  linkTable(results),
  startTable(results),
  idleTable(results),
  memoryTable(results),
  outboxTable(results),
  profileTable(results.profile),
  telemetryTable(results.telemetry),
]
for (const table of [...tables, goalTable]) process.stdout.write(`\n${inColumns(table)}\n`)

for (const { goals: missed, why } of shortfallsOf(goals))
  process.stdout.write(`\nFell short: ${missed.join('; ')}.\n${why}\n`)

const rawFile = write(values.quick ? 'out/bench/latest.json' : 'test/bench/results/latest.json', rawOf())
process.stdout.write(`\nRaw numbers: ${rawFile}\n`)
if (!values.quick) {
  formatFile(rawFile)
  process.stdout.write(`Written: ${write('docs/performance.md', performancePage(results, rows, goals))}\n`)
}

function rawOf(): string {
  return `${JSON.stringify({ ...results, rows, goals }, rounded, 2)}\n`
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value
}

function write(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  return path
}

/** Formats a file that is committed like a source file. */
function formatFile(path: string): void {
  execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', path], { cwd: root })
}
