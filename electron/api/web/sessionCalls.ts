import type { IncomingMessage, ServerResponse } from 'node:http'
import { RPCHandler } from '@orpc/server/node'
import type { ControlRouter, DisplayRouter } from '#api/http/controlCalls.ts'
import { Fault } from '#core/base/fault.ts'
import type { BrowserSession } from './sessions.ts'

/** The calls of browsers, each session with a router of its own. */
export interface SessionCalls {
  /** @throws Fault `NOT_FOUND`, before any of the response was sent */
  answer(session: BrowserSession, request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Often enough that no program on the way takes a quiet event stream for a dead connection. */
const pingEveryMs = 15_000

/** @param prefix where the calls begin, such as `/rpc` */
export function sessionCalls(
  prefix: `/${string}`,
  routerFor: (session: BrowserSession) => ControlRouter | DisplayRouter,
): SessionCalls {
  const handlers = new WeakMap<BrowserSession, RPCHandler<Record<never, never>>>()
  const handlerOf = (session: BrowserSession) => {
    const known = handlers.get(session)
    if (known) return known
    const handler = createHandler(routerFor(session), session.ended)
    handlers.set(session, handler)
    return handler
  }
  return {
    async answer(session, request, response) {
      const { matched } = await handlerOf(session).handle(request, response, { prefix })
      if (!matched) throw new Fault('NOT_FOUND')
    },
  }
}

/** When the session ends, calls under way are cancelled as if the browser had gone away. */
function createHandler(router: ControlRouter | DisplayRouter, ended: AbortSignal): RPCHandler<Record<never, never>> {
  return new RPCHandler(router, {
    eventIteratorKeepAliveInterval: pingEveryMs,
    rootInterceptors: [
      ({ next, request, ...call }) => {
        const signal = AbortSignal.any([ended, ...(request.signal ? [request.signal] : [])])
        return next({ ...call, request: { ...request, signal } })
      },
    ],
  })
}
