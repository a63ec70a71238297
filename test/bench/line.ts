import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pinned } from './cores.ts'
import type { LineOrder } from './relay.ts'
import type { Started } from './started.ts'

/** The long line to the cloud: see relay.ts. */
export interface Line {
  pid: number
  order(order: LineOrder): Promise<void>
}

interface Options {
  started: Started
  core: number | undefined
  port: number
  targetPort: number
  /** Each way. */
  delayMs: number
}

const program = fileURLToPath(new URL('relay.ts', import.meta.url))

export async function layLine({ started, core, port, targetPort, delayMs }: Options): Promise<Line> {
  const args = [program, ...[port, targetPort, delayMs].map(String)]
  const child = started.start(...pinned(core, process.execPath, args), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    pid: child.pid,
    async order(order) {
      const done = once(child, 'message')
      child.send(order)
      await done
    },
  }
}
