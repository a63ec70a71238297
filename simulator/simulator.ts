import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import type { FaultScript } from './faults.ts'
import type { Message } from './messages.ts'
import { type ApiClient, demoClient } from './oauth.ts'
import type { SeenRequest } from './seen.ts'
import { createHandler } from './server.ts'
import { type TillSetting, testVector } from './tills.ts'
import { createWorld, resetWorld } from './world.ts'

export type { Assumptions, OtpChannel } from './assumptions.ts'
export { defaultAssumptions } from './assumptions.ts'
export { type FaultName, type FaultScript, faultNames } from './faults.ts'
export type { Message } from './messages.ts'
export { type ApiClient, demoClient } from './oauth.ts'
export type { SeenRequest } from './seen.ts'
export { type TillSetting, testVector } from './tills.ts'

export interface SimulatorOptions {
  /** On 127.0.0.1 only. Default 0, any free port. */
  port?: number
  /** PEM: https instead of http. */
  tls?: { key: string; cert: string }
  /** Milliseconds since the epoch, for expiry. Default `Date.now`. */
  now?: () => number
  /** Default: the reference's test vector in 'Demo Retail'. */
  tills?: TillSetting[]
  /** API clients for OAuth. Default: `demoClient`. */
  clients?: ApiClient[]
  /** Called once per API request, after it was answered or its connection broken. */
  onSeen?: (seen: SeenRequest) => void
  assumptions?: Partial<Assumptions>
}

export interface Simulator {
  /** `http(s)://127.0.0.1:port` */
  url: string
  port: number
  /** The last 1000 API requests, oldest first. */
  seen(): SeenRequest[]
  /** The codes customers were sent, oldest first. */
  messages(): Message[]
  script(fault: FaultScript): void
  /** As at the start: customers, coupons, codes, bills, faults, lock-outs. Tills and issued tokens stay good. */
  reset(): void
  /** Ends open connections too. */
  close(): Promise<void>
}

/** A pretend Capillary cloud on this machine (reference/capillary.md). */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, tls, now = Date.now, onSeen } = options
  const assumptions = { ...defaultAssumptions, ...options.assumptions }
  const world = createWorld(assumptions, now, options.tills ?? [testVector], options.clients ?? [demoClient])
  const closing = new AbortController()
  const handler = createHandler(world, onSeen, closing.signal)
  const server = tls === undefined ? createHttpServer(handler) : createHttpsServer(tls, handler)
  // As a load balancer would: an idle connection stays warm between two customers.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = (server.address() as AddressInfo).port
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    port: bound,
    seen: () => world.seen.all(),
    messages: () => world.messages.all(),
    script: (fault) => world.faults.add(fault),
    reset: () => resetWorld(world),
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
