// Bun's handler is the one for a plain message port: its `message` returns a promise, so that a message that cannot be
// read is rejected here. The other handlers leave that rejection unhandled, which would end the agent (attacks.md T33).
import type { RPCHandler } from '@orpc/server/bun-ws'
import { maxCallBytes } from '#api/http/callSize.ts'
import type { Log } from '#core/base/log.ts'

/** The message port of a page of ours. Messages from anything else never reach it. */
export interface WindowPort {
  send(message: string | ArrayBufferLike | Uint8Array): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the page was closed, reloaded or has crashed. The next page uses the same port. */
  onGone(listener: () => void): void
}

interface Options {
  /** Of each page that uses the port. */
  createHandler(): RPCHandler<Record<never, never>>
  port: WindowPort
  log: Log
  onGone?(): void
}

/** Serves calls through a port. When the page is gone, its calls are cancelled. @returns ends this */
export function servePort({ createHandler, port, log, onGone }: Options): () => void {
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
    onGone?.()
  })
  return () => {
    cancelCalls()
    handler = undefined
  }
}

/** Calls are JSON texts. */
function isCall(message: unknown): message is string {
  return typeof message === 'string' && message.length <= maxCallBytes
}
