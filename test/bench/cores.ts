import { readFileSync } from 'node:fs'

/** Where things run: the broker alone, everything that calls or answers it on the other core. */
export interface Cores {
  broker: number
  load: number
}

/** `undefined` on a machine with one core: nothing is pinned there. */
export function pickCores(): Cores | undefined {
  const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  const [load, broker] = allowed.split(',').flatMap(range)
  return load === undefined || broker === undefined ? undefined : { broker, load }
}

/** The command that runs a program on one core only. */
export function pinned(core: number | undefined, command: string, args: string[]): [string, string[]] {
  return core === undefined ? [command, args] : ['taskset', ['-c', String(core), command, ...args]]
}

function range(text: string): number[] {
  const [from = 0, to = from] = text.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
