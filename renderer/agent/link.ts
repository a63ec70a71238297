import type { ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { takePageKey } from './pageKey.ts'

/** The only object that the Electron host's preload adds to the page (standards.md 11, point 20). */
interface PreloadPort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

declare global {
  interface Window {
    readonly tillAgent?: PreloadPort
  }
}

/** Uses the preload's port in the Electron window, and HTTP to the page's own origin in a browser. */
export function linkToAgent(): ClientLink<Record<never, never>> {
  const port = window.tillAgent
  if (!port) {
    const headers = { 'till-agent-page-key': takePageKey() }
    return new FetchLink({ url: `${location.origin}/rpc`, headers, fetch: (url, init) => fetch(url, init) })
  }
  return new PortLink({
    port: {
      postMessage: (message: unknown) => port.send(message),
      onMessage: { addListener: (listener: (message: unknown) => void) => port.onMessage(listener) },
      onDisconnect: { addListener: () => {} },
    },
  })
}
