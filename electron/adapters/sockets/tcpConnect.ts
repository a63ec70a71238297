import { isIP, type Socket } from 'node:net'
import { type HostLookup, lookupHost } from './hostLookup.ts'

/** After this the next address is tried beside the last (RFC 8305 §5): one that swallows packets must not use up the time. */
const maxStaggerMs = 250

/** Codes of an address that this machine has no way to: another address tells more about what is wrong. */
const noWay = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTUNREACH', 'EAFNOSUPPORT'])

interface Target {
  host: string
  timeoutMs: number
  /** Begins to connect to an address of the host. */
  dial(address: string): Socket
  /** Finds the addresses of the host; the system's resolver when left out. */
  lookup?: HostLookup
}

/** One of both is `undefined`. */
type OnConnect = (error: NodeJS.ErrnoException | undefined, socket: Socket | undefined) => void

/**
 * Opens a connection to the first address of a name that answers. The attempts run beside one another, so a dead address
 * costs 250 ms at most, none takes another's time, and half of the time is left for the last.
 *
 * @returns cancels; `onConnect` is not called then. Its error has the code `CONNECT_TIMEOUT`, one of the resolver's, or that of
 *   an address.
 */
export function connectTcp(target: Target, onConnect: OnConnect): () => void {
  const { host, timeoutMs, dial, lookup = lookupHost } = target
  const sockets = new Set<Socket>()
  let waiting: { address: string }[] = []
  let staggerMs = maxStaggerMs
  let firstError: NodeJS.ErrnoException | undefined
  let isOver = false
  let next: NodeJS.Timeout | undefined
  const deadline = setTimeout(() => finish(errorOf('CONNECT_TIMEOUT')), timeoutMs)

  const finish = (error?: NodeJS.ErrnoException, winner?: Socket) => {
    if (isOver) return
    isOver = true
    clearTimeout(deadline)
    clearTimeout(next)
    for (const socket of sockets) if (socket !== winner) socket.destroy()
    if (error || winner) onConnect(error, winner)
  }
  const tryNext = () => {
    clearTimeout(next)
    const candidate = waiting.shift()
    if (!candidate) {
      if (sockets.size === 0) finish(firstError ?? errorOf('ENOTFOUND'))
      return
    }
    const socket = dial(candidate.address)
    sockets.add(socket)
    const onError = (error: NodeJS.ErrnoException) => {
      sockets.delete(socket)
      if (!firstError || noWay.has(firstError.code ?? '')) firstError = error
      if (!isOver) tryNext()
    }
    socket.once('error', onError).once('connect', () => {
      socket.off('error', onError)
      finish(undefined, socket)
    })
    next = setTimeout(tryNext, staggerMs)
  }

  if (isIP(host)) {
    waiting = [{ address: host }]
    tryNext()
  } else {
    lookup(host, (error, addresses = []) => {
      if (isOver) return
      if (error) return finish(error)
      waiting = alternating(addresses)
      staggerMs = Math.min(maxStaggerMs, timeoutMs / 2 / Math.max(1, waiting.length))
      tryNext()
    })
  }
  return () => finish()
}

/** The resolver's first family leads, and the families take turns (RFC 8305 §4). */
function alternating<Address extends { family: number }>(addresses: Address[]): Address[] {
  const lead = addresses.filter(({ family }) => family === addresses[0]?.family)
  const others = addresses.filter(({ family }) => family !== addresses[0]?.family)
  return lead.flatMap((address, at) => [address, ...others.slice(at, at + 1)]).concat(others.slice(lead.length))
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
