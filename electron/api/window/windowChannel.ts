import { RPCHandler } from '@orpc/server/bun-ws'
import type { ControlCaller, ControlRouterFactory } from '#api/http/controlCalls.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { AllowedLinks } from './allowedLinks.ts'
import { servePort, type WindowPort } from './servePort.ts'

interface Options {
  controlRouter: ControlRouterFactory
  log: Log
  clock: Clock
  /** Of the page of our own window. */
  port: WindowPort
  /** API and person, for the audit trail: `window/anna`. */
  actor: string
  displays?: ControlCaller['displays']
}

export interface WindowChannel {
  /** Whether the agent has just sent the page this address, for a sign-in or a sign-out. */
  mayOpen(url: string): boolean
  close(): void
}

/** Serves the control calls to our own window. When the page is gone, its calls are cancelled and its PIN session ends. */
export function openWindowChannel({ controlRouter, log, clock, port, actor, displays }: Options): WindowChannel {
  const links = new AllowedLinks(clock)
  const createHandler = () =>
    new RPCHandler(controlRouter({ actor, pinSession: new PinSession(), displays }), {
      clientInterceptors: [
        async ({ next, path }) => {
          const output = await next()
          links.addFrom(path, output)
          return output
        },
      ],
    })
  const close = servePort({ createHandler, port, log, onGone: () => links.clear() })
  return { mayOpen: (url) => links.has(url), close }
}
