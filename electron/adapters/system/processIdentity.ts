import { readFileSync } from 'node:fs'

/** A process that is told from a later one with the same id: the system uses ids again. */
export interface ProcessIdentity {
  pid: number
  /** When it started, in ticks since this machine did. */
  startedAt: string
}

/** `undefined` when there is no such process, and where the system does not tell (all but Linux). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  try {
    const startedAt = startTimeIn(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    return startedAt === undefined ? undefined : { pid, startedAt }
  } catch {
    return undefined
  }
}

/** Whether a process still runs. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return identityOf(pid)?.startedAt === startedAt
}

/** Whether a process still runs, which may be another user's. @returns asks again, each time it is called */
export function lookOutFor(pid: number): () => boolean {
  const identity = identityOf(pid)
  return identity ? () => isRunning(identity) : () => hasProcess(pid)
}

/** Where the system does not tell when a process started: one that has its id by now is taken for it. */
function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)). The name before it may hold blanks and brackets. */
export function startTimeIn(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = '', startedAt = ''] = [fields[0], fields[19]]
  // A process that has ended and was not waited for.
  return /^\d+$/.test(startedAt) && state !== 'Z' ? startedAt : undefined
}

/** `4242@81920`, for a command line. */
export function identityText({ pid, startedAt }: ProcessIdentity): string {
  return `${pid}@${startedAt}`
}

export function identityIn(text: string): ProcessIdentity | undefined {
  const [, pid = '', startedAt = ''] = /^(\d{1,10})@(\d{1,20})$/.exec(text) ?? []
  return pid === '' ? undefined : { pid: Number(pid), startedAt }
}
