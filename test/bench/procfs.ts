import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Reads Linux's counters of processes and of the machine. A process that has ended counts 0. */

/** CPU time of all threads so far, in microseconds. */
export function cpuMicros(pids: readonly number[]): number {
  let nanos = 0
  for (const pid of pids)
    for (const thread of entriesOf(`/proc/${pid}/task`))
      nanos += Number(contentOf(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0)
  return nanos / 1000
}

export function rssMib(pids: readonly number[]): number {
  let kib = 0
  for (const pid of pids) kib += Number(/^VmRSS:\s*(\d+)/m.exec(contentOf(`/proc/${pid}/status`))?.[1] ?? 0)
  return kib / 1024
}

/** A process and its children. */
export function processTree(pid: number): number[] {
  const children = contentOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean)
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
  const targets = entriesOf(folder).map((name) => linkTarget(`${folder}/${name}`))
  const threads = entriesOf(`/proc/${pid}/task`).length
  return { open: targets.length, sockets: targets.filter((target) => target.startsWith('socket:')).length, threads }
}

/** The kernel counts the next two in ticks of 10 ms. */
const tickMicros = 10_000

/** Busy time of all cores so far, including time taken by the host (steal), in microseconds. */
export function machineBusyMicros(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
    /^cpu .*$/m.exec(contentOf('/proc/stat'))?.[0].split(/\s+/).map(Number) ?? []
  return (user + nice + system + irq + softirq + steal) * tickMicros
}

/** CPU time of this process and its ended children so far, in microseconds. */
export function ownMicros(): number {
  const [utime = 0, stime = 0] = ownTicks()
  return (utime + stime) * tickMicros + endedChildrenMicros()
}

/** CPU time of the children of this process that have ended, in microseconds. */
export function endedChildrenMicros(): number {
  const [, , cutime = 0, cstime = 0] = ownTicks()
  return (cutime + cstime) * tickMicros
}

function ownTicks(): number[] {
  return contentOf('/proc/self/stat')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 15)
    .map(Number)
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function entriesOf(path: string): string[] {
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
