import { manyAtOnce, oneAtATime } from './loads.ts'
import type { Results } from './measure.ts'
import { linkFigures } from './storeLink.ts'
import { type Row, rowOf } from './summary.ts'

/** What was promised, beside what was measured. */
export interface Goal {
  what: string
  goal: string
  measured: string
  isReached: boolean
  /** Where the time or the memory goes, for whoever reads that it fell short. */
  why: string
}

const most = { link: 0.37, growthMib: 5, aboveIdleMib: 40 }

export function goalsOf({ link, memory }: Results, rows: readonly Row[]): Goal[] {
  const many = rowOf(rows, manyAtOnce, 'agent').ofNginx
  const one = rowOf(rows, oneAtATime, 'agent').ofNginx
  const times = linkFigures(link)
  return [
    atLeast('Requests/s at 64 connections, 1 KiB', 0.4, many.requestsPerSecond, 'nginx', whereTimeGoes),
    atMost('p50 at one connection, 1 KiB', 1.6, one.p50Ms, 'nginx', whereTimeGoes),
    atMost('p99 at 64 connections, 1 KiB', 4, many.p99Ms, 'nginx', whereTimeGoes),
    atMost('Store link, any sale', most.link, times.agent.ofDirect, 'an own TLS connection each time', ''),
    atMost(
      'Store link, first sale of the day',
      most.link,
      times['agent, first sale'].ofDirect,
      'an own TLS connection each time',
      'The connection is open already. What is left above later sales is code that runs for the first time.',
    ),
    {
      what: 'Memory over 100,000 requests',
      goal: `flat: at most ${most.growthMib} MiB more`,
      measured: `${signed(memory.growthMibPer100k)} MiB`,
      isReached: memory.growthMibPer100k <= most.growthMib,
      why: whereMemoryGoes,
    },
    {
      what: 'Memory under 64 connections',
      goal: `at most ${most.aboveIdleMib} MiB above the idle agent`,
      measured: `${signed(memory.aboveIdleMib)} MiB`,
      isReached: memory.aboveIdleMib <= most.aboveIdleMib,
      why: whereMemoryGoes,
    },
  ]
}

const whereTimeGoes =
  'Each request passes through the HTTP server of Node and the HTTP client of undici, both JavaScript; nginx is C. ' +
  'A bare proxy of these two, without a check or a log line, is itself at 0.35 to 0.5 × nginx.'
const whereMemoryGoes =
  'It is no leak: after each full collection the heap is as small as before. V8 makes room for garbage, ' +
  'first for young objects and then for old ones, as long as the machine has memory to spare.'

function atLeast(what: string, bound: number, value: number, than: string, why: string): Goal {
  return { what, goal: `at least ${bound} × ${than}`, measured: value.toFixed(2), isReached: value >= bound, why }
}

function atMost(what: string, bound: number, value: number, than: string, why: string): Goal {
  return { what, goal: `at most ${bound} × ${than}`, measured: value.toFixed(2), isReached: value <= bound, why }
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
}
