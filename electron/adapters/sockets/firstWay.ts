import type { Socket } from 'node:net'
import type { SystemProxy, Way } from '#core/network/systemProxy.ts'
import type { ProxyRoute } from './proxyChoice.ts'

/** A way that leads through what the system's settings say when the connection is opened. @property url of the upstream */
export interface SystemRoute {
  kind: 'system'
  systemProxy: SystemProxy
  url: string
}

/** One of both is `undefined`. */
export type OnWayOpen = (error: NodeJS.ErrnoException | undefined, socket: Socket | undefined) => void

/** @returns cancels; `onOpen` is not called then */
type OpenWay = (route: ProxyRoute, onOpen: OnWayOpen) => () => void

/**
 * Opens a connection by the first of the system's ways that leads to the upstream. Each gets an equal share of the time that
 * is left, so a proxy that swallows packets leaves some for the next. A proxy that answers and refuses is not gone around: who
 * runs the network has decided.
 *
 * @returns cancels; `onOpen` is not called then. Its error has the code `PROXY_UNSUPPORTED` when the system names no HTTP proxy
 */
export function openFirstWay(
  { systemProxy, url }: SystemRoute,
  timeoutMs: number,
  open: OpenWay,
  onOpen: OnWayOpen,
): () => void {
  const endMs = performance.now() + timeoutMs
  let isOver = false
  let cancelWay = () => {}
  let share: NodeJS.Timeout | undefined
  const finish: OnWayOpen = (error, socket) => {
    isOver = true
    onOpen(error, socket)
  }
  const tryFrom = ([way, ...others]: readonly Way[]) => {
    if (isOver) return
    if (!way) return finish(errorOf('PROXY_UNSUPPORTED'), undefined)
    let isDecided = false
    const decide: OnWayOpen = (error, socket) => {
      if (isDecided || isOver) return void socket?.destroy()
      isDecided = true
      clearTimeout(share)
      if (socket || isRefusal(error)) return finish(error, socket)
      systemProxy.failed(way)
      if (others.length > 0) tryFrom(others)
      else finish(error, undefined)
    }
    cancelWay = open(way, decide)
    if (isDecided || others.length === 0) return
    const shareMs = (endMs - performance.now()) / (others.length + 1)
    share = setTimeout(() => {
      cancelWay()
      decide(errorOf('CONNECT_TIMEOUT'), undefined)
    }, shareMs)
  }
  void systemProxy.waysTo(url).then(({ ways }) => tryFrom(ways))
  return () => {
    isOver = true
    clearTimeout(share)
    cancelWay()
  }
}

const refusals = new Set(['PROXY_LOGIN_REQUIRED', 'PROXY_LOGIN_UNSUPPORTED', 'PROXY_REFUSED', 'PROXY_UNTRUSTED'])

function isRefusal(error: NodeJS.ErrnoException | undefined): boolean {
  return refusals.has(error?.code ?? '')
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
