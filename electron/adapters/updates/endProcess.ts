import { setTimeout as wait } from 'node:timers/promises'

const patienceMs = 10_000
const lookEveryMs = 100

/** Asks a process of ours to end, and ends it if it does not. */
export async function endProcess(pid: number): Promise<void> {
  if (!signalled(pid, 'SIGTERM')) return
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    await wait(lookEveryMs)
    if (!signalled(pid, 0)) return
  }
  signalled(pid, 'SIGKILL')
}

/** `false` when there is none. */
function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
