import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { baseHeaders } from '#api/page/headers.ts'
import { listenOnPort } from '#host/portTaken.ts'

/** A server for browsers of this machine, whose pages no other site can use. */
export interface LocalPage {
  url: string
  close(): void
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** @param option of the command, such as `--page-port` @throws as `listenOnPort` */
export async function openLocalPage(port: number, option: string, answer: Answer): Promise<LocalPage> {
  const server = createServer((request, response) => {
    if (!isOwnPage(request)) return sendPage(response, 403, 'text/plain', 'Open this page by its own address.')
    const answered = async () => answer(request, response)
    answered().catch(() => response.destroy())
  })
  await listenOnPort(port, option, () => listen(server, port))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

/** Keeps pages of other sites out: a foreign Host is one whose name was rebound, and a foreign page's form says so. */
function isOwnPage({ headers, socket }: IncomingMessage): boolean {
  const own = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`]
  const site = headers['sec-fetch-site']
  const isOwnOrigin = headers.origin === undefined || own.some((host) => headers.origin === `http://${host}`)
  return (
    own.includes(headers.host ?? '') && isOwnOrigin && (site === undefined || site === 'same-origin' || site === 'none')
  )
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** @param fileName of what is to be kept as a file */
export function sendPage(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  fileName?: string,
): void {
  const kept = fileName === undefined ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` }
  const headers = {
    ...baseHeaders,
    'Content-Security-Policy': policy,
    'Content-Type': `${type}; charset=utf-8`,
    ...kept,
  }
  response.writeHead(status, headers).end(text)
}
