import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { documentOf } from './document.ts'
import { goalsOf } from './goals.ts'
import { loads } from './loads.ts'
import { type Extent, measureAll } from './measure.ts'
import { summarise } from './summary.ts'
import { inColumns, linkTable, loadTable, memoryTable } from './tables.ts'

// npm run bench [-- --quick]: the agent beside nginx and direct calls. How: docs/performance.md.

const root = fileURLToPath(new URL('../..', import.meta.url))

const whole: Extent = {
  isQuick: false,
  rounds: 5,
  linkCycles: 40,
  firstSales: 7,
  memoryRequests: 100_000,
  memoryWarmUpSeconds: 8,
  memoryWithinMs: 40_000,
  roundsWithinMs: 180_000,
}
const quick: Extent = {
  isQuick: true,
  rounds: 2,
  linkCycles: 10,
  firstSales: 3,
  memoryRequests: 50_000,
  memoryWarmUpSeconds: 2,
  memoryWithinMs: 10_000,
  roundsWithinMs: 26_000,
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const results = await measureAll(values.quick ? quick : whole)
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
for (const table of [loadTable(rows), linkTable(results), memoryTable(results), goalTable])
  process.stdout.write(`\n${inColumns(table)}\n`)

const rawFile = write(values.quick ? 'out/bench/latest.json' : 'test/bench/results/latest.json', rawOf())
process.stdout.write(`\nRaw numbers: ${rawFile}\n`)
if (!values.quick) {
  tidy(rawFile)
  process.stdout.write(`Written: ${write('docs/performance.md', documentOf(results, rows, goals))}\n`)
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

/** It is kept with the sources, so it has to look as they do. */
function tidy(path: string): void {
  execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', path], { cwd: root })
}
