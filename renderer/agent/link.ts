import type { ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { pageToken, renewedPageToken } from './agentProof.ts'
import { takePageKey } from './pageKey.ts'
import { ownPath } from './pageKind.ts'

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
    void takePageKey()
    return new FetchLink({ url: `${location.origin}${ownPath}/rpc`, fetch: callAgent })
  }
  return new PortLink({
    port: {
      postMessage: (message: unknown) => port.send(message),
      onMessage: { addListener: (listener: (message: unknown) => void) => port.onMessage(listener) },
      onDisconnect: { addListener: () => {} },
    },
  })
}

/** Calls once the agent has shown who it is. An agent that was started anew takes no token of its run before. */
async function callAgent(request: Request, init: RequestInit): Promise<Response> {
  const token = await pageToken()
  const response = await callWith(token, request, init)
  if (response.status !== 401) return response
  const renewed = await renewedPageToken(token)
  return renewed === token ? response : callWith(renewed, request, init)
}

function callWith(token: string, request: Request, init: RequestInit): Promise<Response> {
  const call = request.clone()
  call.headers.set('till-agent-page-token', token)
  return fetch(call, init)
}
