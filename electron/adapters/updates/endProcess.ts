import { setTimeout as delay } from 'node:timers/promises'
import { isRunning, type ProcessIdentity } from '#adapters/system/processIdentity.ts'

const timeoutMs = 10_000
const checkEveryMs = 100

/** Asks a process to exit, and kills it after 10 seconds. Another one that has its id by now is left alone. */
export async function endProcess(process: ProcessIdentity): Promise<void> {
  sendSignal(process, 'SIGTERM')
  for (let waitedMs = 0; waitedMs < timeoutMs && isRunning(process); waitedMs += checkEveryMs) await delay(checkEveryMs)
  sendSignal(process, 'SIGKILL')
}

function sendSignal(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(identity)) return
  try {
    process.kill(identity.pid, signal)
  } catch {
    // It has ended.
  }
}
