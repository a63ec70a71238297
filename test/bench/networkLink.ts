import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ChildProcesses } from './childProcesses.ts'
import { pinned } from './cores.ts'
import type { LinkCommand } from './relay.ts'

/** A simulated network link, run by relay.ts. */
export interface NetworkLink {
  pid: number
  /** Resolves once the relay has carried the command out. */
  send(command: LinkCommand): Promise<void>
}

interface Options {
  processes: ChildProcesses
  core: number | undefined
  port: number
  targetPort: number
  /** In each direction. */
  delayMs: number
}

const program = fileURLToPath(new URL('relay.ts', import.meta.url))

export async function startNetworkLink({ processes, core, port, targetPort, delayMs }: Options): Promise<NetworkLink> {
  const args = [program, ...[port, targetPort, delayMs].map(String)]
  const child = processes.start(...pinned(core, process.execPath, args), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    pid: child.pid,
    async send(command) {
      const done = once(child, 'message')
      child.send(command)
      await done
    },
  }
}
