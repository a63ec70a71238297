import { RPCHandler } from '@orpc/server/bun-ws'
import type { DisplayRouter } from '#api/http/controlCalls.ts'
import type { Log } from '#core/base/log.ts'
import { servePort, type WindowPort } from './servePort.ts'

interface Options {
  router: DisplayRouter
  log: Log
  port: WindowPort
}

/** Serves the calls of one customer display to the window that faces the customer, and none of the staff's. */
export function openDisplayChannel({ router, log, port }: Options): { close(): void } {
  return { close: servePort({ createHandler: () => new RPCHandler(router), port, log }) }
}
