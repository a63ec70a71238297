import { fewAtOnce, fewBig, manyAtOnce, oneAtATime, posts } from './loads.ts'
import type { Results } from './measure.ts'
import { outboxCosts } from './outbox.ts'
import { profileSentence } from './profile.ts'
import type { StartFigures } from './startUp.ts'
import { linkFigures } from './storeLink.ts'
import type { Row } from './summary.ts'

/** A goal beside what was measured. */
export interface Goal {
  what: string
  goal: string
  measured: string
  isReached: boolean
  /** Printed when the goal is missed: where the time or the memory goes. */
  why: string
}

const max = { link: 0.34, firstSale: 0.35, growthMib: 20, readyMs: 200, commandMs: 100, idleMib: 80, keptMs: 1 }
const min = { groupedCommits: 10 }

export function goalsOf({ link, memory, start, outbox, profile }: Results, rows: readonly Row[]): Goal[] {
  const whereTimeGoes = `${nodesPart} ${profileSentence(profile)}`
  const [one, few, many, big, post] = [oneAtATime, fewAtOnce, manyAtOnce, fewBig, posts].map((load) =>
    rows.find((row) => row.load === load.name && row.variant === 'agent'),
  )
  const times = linkFigures(link)
  const tls = 'an own TLS connection each time'
  return [
    few &&
      atMost('CPU per request at 8 connections, 1 KiB', 3, few.ofNginx.cpuMicrosPerRequest, 'nginx', whereTimeGoes),
    few && atMost('The same', 1.3, few.ofBareClient.cpuMicrosPerRequest, 'the bare client', whereTimeGoes),
    many &&
      atLeast('Requests/s at 64 connections, 1 KiB', 0.35, many.ofNginx.requestsPerSecond, 'nginx', whereTimeGoes),
    many && atMost('p99 at 64 connections, 1 KiB', 4, many.ofNginx.p99Ms, 'nginx', whereTimeGoes),
    big && atLeast('Requests/s at 8 connections, 64 KiB', 0.6, big.ofNginx.requestsPerSecond, 'nginx', whereTimeGoes),
    post && atLeast('Requests/s at 8 connections, POST', 0.4, post.ofNginx.requestsPerSecond, 'nginx', whereTimeGoes),
    one && atMost('p50 at one connection, 1 KiB', 1.25, one.ofNginx.p50Ms, 'nginx', whereTimeGoes),
    atMost('Store link, any sale', max.link, times.agent.ofDirect, tls, ''),
    atMost('Store link, first sale of the day', max.firstSale, times['agent, first sale'].ofDirect, tls, firstSale),
    within('Start, until it is ready', max.readyMs, 'ms', commandMs(start, 'serve, until it is ready'), whereStartGoes),
    within('`--version`', max.commandMs, 'ms', commandMs(start, '--version'), whereStartGoes),
    within(
      '`status` of a running agent',
      max.commandMs,
      'ms',
      commandMs(start, 'status, of a running agent'),
      whereStartGoes,
    ),
    {
      what: 'Outbox, what keeping a write adds beyond a bare append and sync, p50',
      goal: `at most ${max.keptMs} ms`,
      measured: `${outboxCosts(outbox).cost.toFixed(2)} ms`,
      isReached: outboxCosts(outbox).cost <= max.keptMs,
      why: whereKeepingGoes,
    },
    atLeast(
      'Outbox, commits/s of 64 at once',
      min.groupedCommits,
      outbox.groupedCommits / outbox.singleCommits,
      'one after another',
      whatGroupsCommits,
    ),
    within('Memory of an idle agent', max.idleMib, 'MiB', start.idle.rssMib, whereIdleMemoryIs),
    {
      what: 'Memory over a million requests',
      goal: `at most ${max.growthMib} MiB more`,
      measured: `${signed(memory.growthMibPer100k * 10)} MiB`,
      isReached: memory.growthMibPer100k * 10 <= max.growthMib,
      why: whereMemoryGoes,
    },
  ].filter((goal) => goal !== undefined)
}

/** Goals that were missed, together where the reason is the same. */
export function shortfallsOf(goals: readonly Goal[]): { goals: string[]; why: string }[] {
  const missed = Map.groupBy(
    goals.filter(({ isReached }) => !isReached),
    ({ why }) => why,
  )
  return [...missed].map(([why, same]) => ({ goals: same.map(({ what, goal }) => `${what}, ${goal}`), why }))
}

function commandMs({ commands }: StartFigures, name: string): number {
  return commands.find((command) => command.name === name)?.wallMs ?? Number.NaN
}

const nodesPart =
  'What the bare client takes beyond nginx is JavaScript: the HTTP server of Node, and TLS by way of its sockets.'
const firstSale = 'The connection is open already. What is left above later sales is code that runs for the first time.'
const whereStartGoes =
  'Node itself is the first part of it, and the rest is code that is loaded, not work that is done.'
const whereIdleMemoryIs =
  'Some 55 MiB are pages of the Node program itself, which other programs on Node share. The rest is the heap: ' +
  'shapes of the contract, metadata of phone numbers, and code.'
const whereKeepingGoes =
  'A kept write is encrypted, sent to the thread of the database and back, and committed there: SQLite writes a frame of 4 KiB for ' +
  'each page of its log, which is more than the bare append writes.'
const whatGroupsCommits =
  'Calls that wait at one time share one commit and one sync. What is left is the row itself: on a disk whose sync takes no longer ' +
  'than that, there is little to share.'
const whereMemoryGoes =
  'It is no leak: after each full collection the heap is as small as before. V8 makes room for garbage, ' +
  'first for young objects and then for old ones, as long as the machine has memory to spare.'

function within(what: string, bound: number, unit: string, value: number, why: string): Goal {
  return {
    what,
    goal: `at most ${bound} ${unit}`,
    measured: `${value.toFixed(0)} ${unit}`,
    isReached: value <= bound,
    why,
  }
}

function atLeast(what: string, bound: number, value: number, than: string, why: string): Goal {
  return { what, goal: `at least ${bound} × ${than}`, measured: value.toFixed(2), isReached: value >= bound, why }
}

function atMost(what: string, bound: number, value: number, than: string, why: string): Goal {
  return { what, goal: `at most ${bound} × ${than}`, measured: value.toFixed(2), isReached: value <= bound, why }
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
}
