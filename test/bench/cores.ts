import { readFileSync } from 'node:fs'

/** The cores of a run: one for the broker alone, one for everything that calls it or answers it. */
export interface Cores {
  broker: number
  load: number
}

/** Two of the allowed cores; `undefined` on a machine with one core, where nothing is pinned. */
export function pickCores(): Cores | undefined {
  const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  const [load, broker] = allowed.split(',').flatMap(range)
  return load === undefined || broker === undefined ? undefined : { broker, load }
}

/** The command line that runs a program on one core only. */
export function pinned(core: number | undefined, command: string, args: string[]): [string, string[]] {
  return core === undefined ? [command, args] : ['taskset', ['-c', String(core), command, ...args]]
}

function range(text: string): number[] {
  const [from = 0, to = from] = text.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
