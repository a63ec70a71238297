// Bun's handler is the one for a plain message port: its `message` returns a promise, so that a message that cannot be
// read is rejected here. The other handlers leave that rejection unhandled, which would end the agent (attacks.md T33).
import { RPCHandler } from '@orpc/server/bun-ws'
import { maxCallBytes } from '#api/http/callSize.ts'
import type { ControlRouterFactory } from '#api/http/controlCalls.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { AllowedLinks } from './allowedLinks.ts'

/** The message port of our own window's page. Messages from anything else never reach it. */
export interface WindowPort {
  send(message: string | ArrayBufferLike | Uint8Array): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the page was closed, reloaded or has crashed. The next page uses the same port. */
  onGone(listener: () => void): void
}

interface Options {
  controlRouter: ControlRouterFactory
  log: Log
  clock: Clock
  port: WindowPort
  /** API and person, for the audit trail: `window/anna`. */
  actor: string
}

export interface WindowChannel {
  /** Whether the agent has just sent the page this address, for a sign-in or a sign-out. */
  mayOpen(url: string): boolean
  close(): void
}

/** Serves the control calls to our own window. When the page is gone, its calls are cancelled and its PIN session ends. */
export function openWindowChannel({ controlRouter, log, clock, port, actor }: Options): WindowChannel {
  const links = new AllowedLinks(clock)
  const createHandler = () =>
    new RPCHandler(controlRouter({ actor, pinSession: new PinSession() }), {
      clientInterceptors: [
        async ({ next, path }) => {
          const output = await next()
          links.addFrom(path, output)
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
  let handler: RPCHandler<Record<never, never>> | undefined = createHandler()
  const cancelCalls = () => handler?.close(page)
  port.onMessage((message) => {
    if (!isCall(message)) log.warn('window-message-refused', { problem: 'MALFORMED_REQUEST' })
    else handler?.message(page, message).catch(() => log.warn('window-message-refused', { problem: 'UNREADABLE' }))
  })
  port.onGone(() => {
    cancelCalls()
    if (handler) handler = createHandler()
    links.clear()
  })
  return {
    mayOpen: (url) => links.has(url),
    close: () => {
      cancelCalls()
      handler = undefined
    },
  }
}

/** Calls are JSON texts. */
function isCall(message: unknown): message is string {
  return typeof message === 'string' && message.length <= maxCallBytes
}
