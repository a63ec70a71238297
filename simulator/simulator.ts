import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { type AuthEngineOptions, createAuthEngine } from './authEngine/authEngine.ts'
import { createCapillary } from './capillary.ts'
import type { Expiry } from './cloud.ts'
import { Counts } from './counts.ts'
import type { FaultScript } from './faults.ts'
import { createGini, type GiniOptions } from './gini/gini.ts'
import type { Message } from './messages.ts'
import { type ApiClient, demoClient } from './oauth.ts'
import { createScayle, type ScayleOptions } from './scayle/scayle.ts'
import type { SeenRequest } from './seen.ts'
import { createHandler } from './server.ts'
import { expireTokens, resetSite, type Site } from './site.ts'
import { type TillSetting, testVector } from './tills.ts'
import { createWorld } from './world.ts'

export type { Assumptions, OtpChannel } from './assumptions.ts'
export { defaultAssumptions } from './assumptions.ts'
export type { AuthEngineAssumptions } from './authEngine/assumptions.ts'
export { type AuthEngineOptions, demoPasswords } from './authEngine/authEngine.ts'
export { type BrandSetting, demoBrand, demoEndpoints } from './authEngine/brands.ts'
export type { CloudName, Expiry } from './cloud.ts'
export { demoText } from './demo.ts'
export { type FaultName, type FaultScript, faultNames } from './faults.ts'
export type { GiniAssumptions } from './gini/assumptions.ts'
export { demoGiniClients, type GiniClient } from './gini/clients.ts'
export type { GiniOptions } from './gini/gini.ts'
export type { Message } from './messages.ts'
export { type ApiClient, demoClient } from './oauth.ts'
export { demoScayleCustomers, type ScayleCustomer } from './scayle/accounts.ts'
export type { ScayleAssumptions } from './scayle/assumptions.ts'
export { demoScayleClient, type ScayleClient } from './scayle/clients.ts'
export type { ScayleOptions } from './scayle/scayle.ts'
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
  /** `/auth/v1`, and the mobile gateway at `/mobile` (capillary.md 4). */
  authEngine?: AuthEngineOptions
  /** `/v1`, and the Customer Account API at `/api/oauth` (scayle.md). */
  scayle?: ScayleOptions
  /** `/login`, `/documents`, `/oauth/token`, `/api/users` (gini.md). */
  gini?: GiniOptions
}

export interface Simulator {
  /** `http(s)://127.0.0.1:port` */
  url: string
  port: number
  /** The last 1000 API requests, oldest first. */
  seen(): SeenRequest[]
  /** The codes customers were sent, oldest first. */
  messages(): Message[]
  /**
   * How often each endpoint was asked since the start or the last reset, refused requests included: `POST /v1/oauth/token`,
   * with ids as `{id}` and a `grant_type` of the query kept; paths that lead nowhere together as `elsewhere`.
   */
  counts(): Record<string, number>
  script(fault: FaultScript): void
  /** Every token issued until now is expired from now on. Default: those sent with requests, not those that renew them. */
  expireTokens(expiry?: Expiry): void
  /** As at the start: customers, coupons, codes, bills, counts, faults, lock-outs. Tills and issued tokens stay good. */
  reset(): void
  /** Ends open connections too. */
  close(): Promise<void>
}

/**
 * Pretend clouds on this machine, all behind one port: Capillary with its Auth Engine and mobile gateway, SCAYLE, and
 * both of Gini's hosts (reference/capillary.md, scayle.md, gini.md).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, tls, now = Date.now, onSeen } = options
  const assumptions = { ...defaultAssumptions, ...options.assumptions }
  const world = createWorld(assumptions, now, options.tills ?? [testVector], options.clients ?? [demoClient])
  const clouds: Site['clouds'] = [
    createAuthEngine(options.authEngine ?? {}, world),
    createScayle(options.scayle ?? {}, world),
    createGini(options.gini ?? {}, world),
    createCapillary(world),
  ]
  const site = { world, clouds, counts: new Counts() }
  const closing = new AbortController()
  const handler = createHandler(site, onSeen, closing.signal)
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
    counts: () => site.counts.all(),
    script: (fault) => world.faults.add(fault),
    expireTokens: (expiry = 'access tokens') => expireTokens(site, expiry),
    reset: () => resetSite(site),
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
