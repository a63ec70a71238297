// Bun's name for a plain port: unlike the library's message ports, it answers with a promise, so that a message that
// cannot be read is ours to turn away. Left unhandled, it would end the agent (attacks.md T33).
import { RPCHandler } from '@orpc/server/bun-ws'
import type { Agent } from '../../core/agent.ts'
import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { SetupAccess } from '../../core/managerPin.ts'
import { mostCallBytes } from '../control/callSize.ts'
import { controlRouter } from '../control/controlRouter.ts'
import { LinksOut } from './linksOut.ts'

/** The way to the one page of our own window; who else might speak has been turned away before. */
export interface WindowPort {
  send(message: string | ArrayBufferLike | Uint8Array): void
  onMessage(listener: (message: unknown) => void): void
  /** The page was closed, reloaded or crashed. Its successor uses the same port. */
  onGone(listener: () => void): void
}

interface Options {
  agent: Agent
  log: Log
  clock: Clock
  port: WindowPort
  /** The door and the person, for the audit trail: `window/anna`. */
  actor: string
}

export interface WindowDoor {
  /** Whether the agent itself has just told the page to go there: to a sign-in that is under way, or a sign-out. */
  mayOpen(url: string): boolean
  close(): void
}

/** The door for our own window. What the page had asked for is given up when the page is gone; so is the manager's PIN. */
export function openWindowDoor({ agent, log, clock, port, actor }: Options): WindowDoor {
  const links = new LinksOut(clock)
  const begin = () =>
    new RPCHandler(controlRouter(agent, log, { actor, access: new SetupAccess() }), {
      clientInterceptors: [
        async ({ next, path }) => {
          const output = await next()
          links.note(path, output)
          return output
        },
      ],
    })
  const page = {
    send: (message: string | ArrayBufferLike | Uint8Array) => {
      port.send(message)
      return 0
    },
  }
  let calls: RPCHandler<Record<never, never>> | undefined = begin()
  const end = () => calls?.close(page)
  port.onMessage((message) => {
    if (!isCall(message)) log.warn('window-message-refused', { problem: 'MALFORMED_REQUEST' })
    else calls?.message(page, message).catch(() => log.warn('window-message-refused', { problem: 'UNREADABLE' }))
  })
  port.onGone(() => {
    end()
    if (calls) calls = begin()
    links.clear()
  })
  return {
    mayOpen: (url) => links.has(url),
    close: () => {
      end()
      calls = undefined
    },
  }
}

/** The page's own calls are JSON. */
function isCall(message: unknown): message is string {
  return typeof message === 'string' && message.length <= mostCallBytes
}
