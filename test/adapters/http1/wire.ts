import { type AddressInfo, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createHttpLink } from '#adapters/http1/httpLink.ts'
import type { Link, LinkFailure, LinkRequest, Transfer } from '#core/network/link.ts'
import { defaultLimits, type Limits } from '#core/settings/limits.ts'

/** One connection that an upstream accepted. */
export interface Wire {
  socket: Socket
  /** All that came over it so far, as Latin-1. */
  received(): string
  send(text: string): void
}

/** An upstream of bare bytes. */
export interface WireServer {
  url: string
  port: number
  /** Every connection that was accepted, in order. */
  wires: Wire[]
  /** Those that are still open. */
  open(): Wire[]
}

/** @param onRequest is called each time the end of a request's head has come */
export async function startWires(
  onRequest: (wire: Wire) => void = () => {},
  onConnection: (wire: Wire) => void = () => {},
): Promise<WireServer> {
  const wires: Wire[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let received = ''
    let heads = 0
    const wire: Wire = { socket, received: () => received, send: (text) => void socket.write(text, 'latin1') }
    wires.push(wire)
    onConnection(wire)
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part
      while (received.split('\r\n\r\n').length - 1 > heads) {
        heads += 1
        onRequest(wire)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const { socket } of wires) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const open = () => wires.filter(({ socket }) => !socket.destroyed && !socket.readableEnded)
  return { url: `http://127.0.0.1:${port}`, port, wires, open }
}

export function openLink(baseUrl: string, limits: Partial<Limits> = {}, proxy?: string): Link {
  const link = createHttpLink({ baseUrl, proxy }, undefined, { ...defaultLimits, ...limits })
  onTestFinished(() => link.close())
  return link
}

/** What the listener of one request was told. */
export interface Heard {
  status: number | undefined
  body: string
  /** `end`, or the failure. */
  end: 'end' | LinkFailure | undefined
  /** How often it was told of an end. */
  ends: number
}

export interface Asked {
  transfer: Transfer
  heard: Heard
  /** Resolves with the end. */
  over: Promise<'end' | LinkFailure>
}

type OnData = (text: string) => boolean

export function ask(link: Link, request: Partial<LinkRequest> = {}, onData: OnData = () => true): Asked {
  const heard: Heard = { status: undefined, body: '', end: undefined, ends: 0 }
  const { promise: over, resolve } = Promise.withResolvers<'end' | LinkFailure>()
  const finish = (end: 'end' | LinkFailure) => {
    heard.end = end
    heard.ends += 1
    resolve(end)
  }
  const whole = {
    method: 'GET',
    path: '/',
    headers: [],
    body: undefined,
    answerTimeoutMs: 5_000,
    isTimeoutFixed: false,
  }
  const transfer = link.send(
    { ...whole, ...request },
    {
      onHead: (status) => {
        heard.status = status
      },
      onData: (chunk) => {
        heard.body += chunk.toString('latin1')
        return onData(chunk.toString('latin1'))
      },
      onEnd: () => finish('end'),
      onFailure: finish,
    },
  )
  return { transfer, heard, over }
}
