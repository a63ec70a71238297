import type { ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'

/** What the preload of the Electron host puts into the page, and nothing else (design 12). */
interface PagePort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

declare global {
  interface Window {
    readonly tillAgent?: PagePort
  }
}

/** Over the preload's port in our own window; over HTTP in a browser that was let in by the web door. */
export function linkToAgent(): ClientLink<Record<never, never>> {
  const port = window.tillAgent
  if (!port) return new FetchLink({ url: `${location.origin}/rpc`, fetch: (url, init) => fetch(url, init) })
  return new PortLink({
    port: {
      postMessage: (message: unknown) => port.send(message),
      onMessage: { addListener: (listener: (message: unknown) => void) => port.onMessage(listener) },
      onDisconnect: { addListener: () => {} },
    },
  })
}
