import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Impostor {
  /** Requests so far, and how many of them had the key in them. */
  heard(): { requests: number; keys: number }
  close(): Promise<void>
}

/** Plays a program that has taken the agent's port: answers everything, and listens for the key. */
export async function startImpostor(port: number, key: string): Promise<Impostor> {
  const heard = { requests: 0, keys: 0 }
  const server = createServer(async (request, response) => {
    heard.requests += 1
    const { url = '', rawHeaders } = request
    const said = [url, ...rawHeaders, await text(request).catch(() => '')]
    if (said.some((part) => part.includes(key) || Buffer.from(part.replace(/^\w+ /, ''), 'base64').includes(key)))
      heard.keys += 1
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    heard: () => ({ ...heard }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
