import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What Linux counts of processes and of the whole machine. A process that is gone counts nothing. */

/** Time on a core so far, by all threads, in microseconds. */
export function cpuMicros(pids: readonly number[]): number {
  let nanos = 0
  for (const pid of pids)
    for (const thread of listed(`/proc/${pid}/task`))
      nanos += Number(text(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0)
  return nanos / 1000
}

export function rssMib(pids: readonly number[]): number {
  let kib = 0
  for (const pid of pids) kib += Number(/^VmRSS:\s*(\d+)/m.exec(text(`/proc/${pid}/status`))?.[1] ?? 0)
  return kib / 1024
}

/** A process and the ones it started. */
export function family(pid: number): number[] {
  const children = text(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean)
  return [pid, ...children.map(Number)]
}

export interface Handles {
  /** Open file descriptors. */
  open: number
  sockets: number
  threads: number
}

export function handlesOf(pid: number): Handles {
  const folder = `/proc/${pid}/fd`
  const targets = listed(folder).map((name) => linkTarget(`${folder}/${name}`))
  const threads = listed(`/proc/${pid}/task`).length
  return { open: targets.length, sockets: targets.filter((target) => target.startsWith('socket:')).length, threads }
}

/** Ticks of a hundredth of a second are all the kernel tells of these two. */
const tickMicros = 10_000

/** Time that any core was busy so far, the host's share (steal) included, in microseconds. */
export function machineBusyMicros(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
    /^cpu .*$/m.exec(text('/proc/stat'))?.[0].split(/\s+/).map(Number) ?? []
  return (user + nice + system + irq + softirq + steal) * tickMicros
}

/** Time that this process and its ended children were on a core so far. */
export function ownMicros(): number {
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = text('/proc/self/stat')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 15)
    .map(Number)
  return (utime + stime + cutime + cstime) * tickMicros
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function listed(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
