import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Lie } from './lies.ts'

/** A server that lies about `/lie/<number>/<id>`, and answers anything else with its target. */
export interface LyingUpstream {
  url: string
  /** How often a request with this id arrived, as far as its head. */
  arrivals(id: string): number
  close(): Promise<void>
}

const headEnd = '\r\n\r\n'

export async function startLyingUpstream(lies: readonly Lie[]): Promise<LyingUpstream> {
  const arrivals = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let received = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part
      for (let next = firstRequest(received); next; next = firstRequest(received)) {
        const { target, isWhole, length } = next
        const [, kind, number, id = ''] = target.split('/')
        const lie = kind === 'lie' ? lies[Number(number)] : undefined
        if (!isWhole && !lie?.isEarly) return
        received = received.slice(length)
        arrivals.set(id, (arrivals.get(id) ?? 0) + 1)
        if (lie) lie.answer(socket)
        else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${target.length}\r\n\r\n${target}`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals: (id) => arrivals.get(id) ?? 0,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The target of the first request, and how much of the text it takes; `undefined` until its head is there. */
function firstRequest(text: string): { target: string; isWhole: boolean; length: number } | undefined {
  const end = text.indexOf(headEnd)
  if (end < 0) return undefined
  const head = text.slice(0, end)
  const bodyLength = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  const length = end + headEnd.length + bodyLength
  return { target: head.split(' ')[1] ?? '', isWhole: text.length >= length, length }
}
