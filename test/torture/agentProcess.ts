import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** How an agent came to its end. */
export interface AgentEnd {
  code: number | null
  signal: NodeJS.Signals | null
  stderr: string
}

/** A process that an agent runs in. */
export interface AgentProcess {
  readonly output: Readable
  readonly hasEnded: boolean
  readonly ended: Promise<AgentEnd>
  kill(signal: 'SIGKILL' | 'SIGTERM'): void
}

/** @param child whose output and errors are pipes */
export function spawnedProcess(child: ChildProcess): AgentProcess {
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return {
    output: child.stdout as Readable,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null
    },
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal, stderr })),
    kill: (signal) => void child.kill(signal),
  }
}
