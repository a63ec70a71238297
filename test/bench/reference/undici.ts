import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type Dispatcher, Pool } from 'undici'
import { announce, basic, caFile, cloudPort, isAllowed } from './common.ts'

// A broker of Node's HTTP server and undici, written as its documentation says for speed: `dispatch`, and no stream between.
// It checks one header and writes no log.

const pool = new Pool(`https://localhost:${cloudPort}`, { connections: 128, connect: { ca: readFileSync(caFile) } })

/** Passes one answer on. */
class Forward implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse

  constructor(response: ServerResponse) {
    this.#response = response
  }

  onRequestStart(): void {}

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...passed } = headers
    this.#response.sendDate = false
    this.#response.writeHead(status, passed)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#response.write(chunk)) return
    controller.pause()
    this.#response.once('drain', () => controller.resume())
  }

  onResponseEnd(): void {
    this.#response.end()
  }

  onResponseError(): void {
    this.#response.destroy()
  }
}

const server = createServer(
  { noDelay: true, keepAliveTimeout: 75_000, optimizeEmptyRequests: true },
  (request, response) => {
    if (!isAllowed(request)) return void response.writeHead(401, { 'Content-Length': 0 }).end()
    const { method, url: path, headers } = request
    const length = headers['content-length']
    const sent = {
      authorization: basic,
      accept: headers.accept ?? '*/*',
      ...(length !== undefined && { 'content-length': length }),
    }
    pool.dispatch(
      {
        method: method as Dispatcher.HttpMethod,
        path: path as string,
        headers: sent,
        body: length === undefined ? null : request,
      },
      new Forward(response),
    )
  },
)
announce(server)
