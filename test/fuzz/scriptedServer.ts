import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Ending } from './strictAnswer.ts'

interface Script {
  bytes: string
  firstBytes: number
  ending: Ending
}

/** A server that answers the request for `/<id>` with the bytes of that script, whatever they are. */
export interface ScriptedServer {
  url: string
  port: number
  add(id: string, script: Script): void
  remove(id: string): void
  close(): Promise<void>
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const scripts = new Map<string, Script>()
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    let received = ''
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part
      const id = /^\w+ \/(\w+) /.exec(received)?.[1]
      if (id === undefined || !isWhole(received)) return
      received = ''
      const script = scripts.get(id)
      if (script) play(socket, script)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, url: `http://127.0.0.1:${port}` },
    add: (id, script) => void scripts.set(id, script),
    remove: (id) => void scripts.delete(id),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isWhole(request: string): boolean {
  const headEnd = request.indexOf('\r\n\r\n')
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(request)?.[1] ?? 0)
  return headEnd >= 0 && request.length >= headEnd + 4 + length
}

function play(socket: Socket, { bytes, firstBytes, ending }: Script): void {
  const first = bytes.slice(0, firstBytes)
  const second = bytes.slice(firstBytes)
  const finish = () => {
    if (ending === 'end') socket.end()
    // What was written must be on its way before the reset overtakes it.
    else if (ending === 'reset') setImmediate(() => socket.resetAndDestroy())
  }
  const writeSecond = () => (second === '' ? finish() : socket.write(second, 'latin1', finish))
  if (first === '') writeSecond()
  else socket.write(first, 'latin1', () => setImmediate(writeSecond))
}
