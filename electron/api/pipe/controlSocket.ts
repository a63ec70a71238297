import { chmodSync, chownSync, renameSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ListenOptions } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import { checkCallSize } from '#api/http/callSize.ts'
import type { ControlRouter } from '#api/http/controlCalls.ts'
import { toOrpcError } from '#api/http/errorMapping.ts'
import { Fault } from '#core/base/fault.ts'
import { makePrivateDirectory } from './privateDirectory.ts'

interface Options {
  /** The router for whoever calls. @throws Fault when the caller gets none */
  routerOf(request: IncomingMessage): ControlRouter | Promise<ControlRouter>
  /** A socket file, or a Windows named pipe (`\\.\pipe\…`). */
  path: string
  /** Proves to a caller who the agent is; absent where the place of the socket does. */
  answer?: ((challenge: string) => string) | undefined
  /** Of a socket for others as well, in a directory that the caller has made. Absent: for this user alone. */
  sharedWith?: SharedWith | undefined
}

/** Whom the operating system lets connect, beside this user. Windows tells no groups apart. */
export type SharedWith = { groupId?: number } | 'everybody'

export interface ControlSocket {
  close(): Promise<void>
}

/** Files of the process that callers of one socket may hold: the rest is for those who sell. */
const maxConnections = 64
const headTimeoutMs = 10_000
/** How long calls under way may still take once the socket closes. */
const drainTimeoutMs = 2_000

/**
 * Serves the control calls to the command line and to attached windows. The operating system decides who may call: only those
 * that the socket is for can open it, and no browser can speak to one.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when there is no safe place for the socket · a system error, such as EPERM when this user
 * may not give it to that group
 */
export async function openControlSocket({ path, sharedWith, ...how }: Options): Promise<ControlSocket> {
  const served = createControlServer(how)
  if (process.platform === 'win32') {
    const isForAll = sharedWith === 'everybody'
    await listen(served.server, { path, readableAll: isForAll, writableAll: isForAll })
    return { close: () => closeServer(served) }
  }
  // A shared socket gets its name once it is said whom it is for: until then it is where only this user can enter.
  const made = sharedWith === undefined ? path : join(dirname(path), 'new', basename(path))
  makePrivateDirectory(dirname(made))
  // A killed agent left them behind. Nobody listens on them: this process holds the lock of the data directory.
  for (const left of [made, path]) rmSync(left, { force: true })
  await listen(served.server, { path: made })
  const close = async () => {
    await closeServer(served)
    try {
      rmSync(path, { force: true })
    } catch {
      // The next agent removes it.
    }
  }
  try {
    admit(made, sharedWith)
    if (made !== path) renameSync(made, path)
  } catch (thrown) {
    await close()
    throw thrown
  }
  return { close }
}

function listen(server: Server, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, resolve)
  })
}

function admit(path: string, sharedWith: SharedWith | undefined): void {
  const groupId = sharedWith === 'everybody' ? undefined : sharedWith?.groupId
  if (groupId !== undefined) chownSync(path, -1, groupId)
  chmodSync(path, modeFor(sharedWith))
}

function modeFor(sharedWith: SharedWith | undefined): number {
  if (sharedWith === 'everybody') return 0o666
  return sharedWith?.groupId === undefined ? 0o600 : 0o660
}

interface Served {
  server: Server
  /** Responses that go on until the caller has enough. */
  streams: Set<ServerResponse>
}

function createControlServer({ routerOf, answer: prove }: Pick<Options, 'routerOf' | 'answer'>): Served {
  const handlers = new WeakMap<ControlRouter, RPCHandler<Record<never, never>>>()
  const streams = new Set<ServerResponse>()
  const handlerOf = (router: ControlRouter) => {
    const handler = handlers.get(router) ?? new RPCHandler(router)
    handlers.set(router, handler)
    return handler
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = checkCallSize(request.headers)
    if (refusal) return refuse(response, refusal)
    const challenge = challengeIn(request.url)
    if (prove !== undefined && challenge !== undefined) return void response.end(prove(challenge))
    const router = await routerOrFault(routerOf, request)
    if (router instanceof Fault) return refuse(response, router)
    if (request.url === streamPath) streams.add(response.on('close', () => streams.delete(response)))
    const { matched } = await handlerOf(router).handle(request, response)
    if (!matched) refuse(response, new Fault('NOT_FOUND'))
  }
  // Whoever asked must not wait for an answer that cannot be given.
  const limits = { headersTimeout: headTimeoutMs, connectionsCheckingInterval: headTimeoutMs / 2 }
  const server = createServer(
    limits,
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  )
  server.maxConnections = maxConnections
  return { server, streams }
}

/** Of the one call that is answered with events. */
const streamPath = '/changes'

async function routerOrFault(routerOf: Options['routerOf'], request: IncomingMessage): Promise<ControlRouter | Fault> {
  try {
    return await routerOf(request)
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
}

/** The challenge in a path such as `/challenge/0123…`. */
function challengeIn(path = ''): string | undefined {
  return /^\/challenge\/([0-9a-f]{64})$/.exec(path)?.[1]
}

function refuse(response: ServerResponse, fault: Fault): void {
  response.writeHead(fault.status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ json: toOrpcError(fault).toJSON() }))
}

async function closeServer({ server, streams }: Served): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), drainTimeoutMs)
  const closed = new Promise((resolve) => server.close(resolve))
  for (const response of streams) response.destroy()
  await closed
  clearTimeout(timer)
}
