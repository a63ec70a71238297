import { median } from '#test/bench/statistics.ts'
import type { RequestJournal } from './journal.ts'
import type { AgentSample } from './monitor.ts'

interface Run {
  minutes: number
  outages: number
  journal: RequestJournal
  first: AgentSample
  samples: readonly AgentSample[]
  last: AgentSample
}

/** The result of a soak as text for a terminal. */
export function summaryOf({ minutes, outages, journal, first, samples, last }: Run): string {
  const outcomes = [...journal.outcomes].sort(([a], [b]) => a.localeCompare(b))
  const rss = samples.map((sample) => sample.rssMib)
  const maxOpen = Math.max(...samples.map(({ open }) => open))
  const maxStatusMs = Math.max(...samples.map(({ statusMs }) => statusMs))
  return [
    `${journal.requests} requests in ${minutes} minutes; the link failed ${outages} times.`,
    ...outcomes.map(([outcome, times]) => `  ${String(times).padStart(7)}  ${outcome}`),
    `RSS ${mib(first.rssMib)} idle at the start, ${mib(median(rss))} median, ${mib(Math.max(...rss))} at most, ${mib(last.rssMib)} at the end.`,
    `Open files ${first.open} at the start, ${maxOpen} at most, ${last.open} at the end, ${last.openConnections} of them upstream connections; threads ${first.threads} and ${last.threads}.`,
    `Status: ${last.active} active, ${last.waiting} waiting at the end; slowest response ${maxStatusMs.toFixed(0)} ms.`,
    ...journal.violations.map((violation) => `VIOLATION ${violation}`),
    journal.violationCount === 0
      ? 'No leak, no stuck connection, no wrong response.'
      : `${journal.violationCount} violations.`,
    '',
  ].join('\n')
}

function mib(value: number): string {
  return `${value.toFixed(0)} MiB`
}
