import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AuthEngineOptions, createAuthEngine } from './authEngine/authEngine.ts'
import { type CapillaryAssumptions, defaultCapillaryAssumptions } from './capillary/assumptions.ts'
import { createCapillary } from './capillary/cloud.ts'
import { type ApiClient, demoClient } from './capillary/oauth.ts'
import { createCapillaryState } from './capillary/state.ts'
import { type TillSetting, testVector } from './capillary/tills.ts'
import type { SalesJournal } from './capillary/transactions.ts'
import { createGini, type GiniOptions } from './gini/gini.ts'
import { createPlain, type PlainOptions } from './plain/plain.ts'
import { createScayle, type ScayleOptions } from './scayle/scayle.ts'
import { RequestHandler } from './server.ts'
import type { ExpiryScope } from './shared/cloud.ts'
import { EffectCounts } from './shared/effectCounts.ts'
import { EndpointCounts } from './shared/endpointCounts.ts'
import { type FaultRule, InjectedFaults } from './shared/injectedFaults.ts'
import { type Message, Outbox } from './shared/outbox.ts'
import { RequestLog, type SeenRequest } from './shared/requestLog.ts'
import { expireTokens, resetSite, type Site } from './site.ts'

export type { AuthEngineAssumptions } from './authEngine/assumptions.ts'
export { type AuthEngineOptions, demoPasswords } from './authEngine/authEngine.ts'
export { type BrandSetting, demoBrand, demoEndpoints } from './authEngine/brands.ts'
export type { CapillaryAssumptions } from './capillary/assumptions.ts'
export { type ApiClient, demoClient } from './capillary/oauth.ts'
export { openSalesJournal, salesIn } from './capillary/salesJournal.ts'
export { type TillSetting, testVector } from './capillary/tills.ts'
export type { JournaledSale, SalesJournal } from './capillary/transactions.ts'
export { demoText } from './demo.ts'
export type { GiniAssumptions } from './gini/assumptions.ts'
export { demoGiniClients, type GiniClient } from './gini/clients.ts'
export type { GiniOptions } from './gini/gini.ts'
export { demoPlain, type PlainOptions } from './plain/plain.ts'
export { demoScayleCustomers, type ScayleCustomer } from './scayle/accounts.ts'
export type { ScayleAssumptions } from './scayle/assumptions.ts'
export { demoScayleClient, type ScayleClient } from './scayle/clients.ts'
export type { ScayleOptions } from './scayle/scayle.ts'
export type { CloudName, ExpiryScope } from './shared/cloud.ts'
export { type FaultName, type FaultRule, faultNames } from './shared/injectedFaults.ts'
export type { Message, OtpChannel } from './shared/outbox.ts'
export type { SeenRequest } from './shared/requestLog.ts'

export interface SimulatorOptions {
  /** On 127.0.0.1 only. Default 0, any free port. */
  port?: number
  /** PEM: https instead of http. */
  tls?: { key: string; cert: string }
  /** Milliseconds since the epoch; decides what has expired. Default `Date.now`. */
  now?: () => number
  /** Waits before a slow response; rejects when the signal aborts. Default: a timer. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Default: the till of the test vector (capillary.md 9) in 'Demo Retail'. */
  tills?: TillSetting[]
  /** API clients that may ask Capillary for OAuth tokens. Default: `demoClient`. */
  clients?: ApiClient[]
  /** Called once per API request, after its response is sent or its connection broken. */
  onSeen?: (seen: SeenRequest) => void
  assumptions?: Partial<CapillaryAssumptions>
  /** Where Capillary keeps its transactions over the end of this process. Default: nowhere. */
  journal?: SalesJournal
  /** `/auth/v1`, and the mobile gateway at `/mobile` (capillary.md 4). */
  authEngine?: AuthEngineOptions
  /** `/v1`, and the Customer Account API at `/api/oauth` (scayle.md). */
  scayle?: ScayleOptions
  /** `/login`, `/documents`, `/oauth/token`, `/api/users` (gini.md). */
  gini?: GiniOptions
  /** `/plain` and `/plain-token`: any cloud behind Basic, a header or client credentials. */
  plain?: PlainOptions
}

export interface Simulator {
  /** `http(s)://127.0.0.1:port` */
  url: string
  port: number
  /** The last 1000 API requests, oldest first. */
  seen(): SeenRequest[]
  /** The last 200 messages to customers, oldest first. */
  messages(): Message[]
  /**
   * The number of requests per endpoint since the start or the last reset, refused ones included. An endpoint is written
   * as `POST /v1/oauth/token`, with `{id}` for ids and with the query's `grant_type`; unknown paths count as `elsewhere`.
   */
  counts(): Record<string, number>
  /**
   * How often each write of Capillary took effect since the start or the last reset, by what makes it one write: `bill` and
   * its number, `customer` and the identifier that the request named first.
   */
  effects(): Record<string, number>
  /** The same, one by one in the order in which they happened. */
  effectsInOrder(): string[]
  injectFault(rule: FaultRule): void
  /** Expires every token issued so far. Default: the tokens sent with requests, not those that renew them. */
  expireTokens(scope?: ExpiryScope): void
  /** Resolves once no request is under way: one whose caller has gone may still take effect. */
  settled(): Promise<void>
  /**
   * Restores customers and coupons; clears codes, transactions, lock-outs, faults and records. Issued tokens stay
   * valid.
   */
  reset(): void
  /** Closes open connections, too. */
  close(): Promise<void>
}

/**
 * Starts the simulated clouds on one port of this machine: Capillary with its Auth Engine and mobile gateway, SCAYLE, and
 * both of Gini's hosts (docs/reference/capillary.md, scayle.md, gini.md).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, tls, onSeen } = options
  const closing = new AbortController()
  const site = createSite(options, closing.signal)
  const handler = new RequestHandler(site, onSeen)
  const listener: RequestListener = (request, response) => handler.handle(request, response)
  const server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener)
  // Idle connections stay open between two customers, as with a load balancer.
  server.keepAliveTimeout = 60_000
  const bound = await listen(server, port)
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    port: bound,
    seen: () => site.requestLog.all(),
    messages: () => site.outbox.all(),
    counts: () => site.counts.all(),
    effects: () => site.effects.all(),
    effectsInOrder: () => site.effects.inOrder(),
    injectFault: (rule) => site.faults.add(rule),
    expireTokens: (scope = 'access tokens') => expireTokens(site, scope),
    settled: () => handler.settled(),
    reset: () => resetSite(site),
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function createSite(options: SimulatorOptions, closing: AbortSignal): Site {
  const { now = Date.now, wait = waitForTimer, tills = [testVector], clients = [demoClient] } = options
  const assumptions = { ...defaultCapillaryAssumptions, ...options.assumptions }
  const { retryAfterSeconds, responseDelayMs } = assumptions
  const services = { now, outbox: new Outbox(), effects: new EffectCounts(), retryAfterSeconds }
  const capillary = createCapillaryState(assumptions, services, tills, clients, options.journal)
  return {
    clouds: [
      createAuthEngine(options.authEngine ?? {}, capillary),
      createScayle(options.scayle ?? {}, services),
      createGini(options.gini ?? {}, services),
      createPlain(options.plain ?? {}, services),
      createCapillary(capillary),
    ],
    outbox: services.outbox,
    effects: services.effects,
    faults: new InjectedFaults(now),
    requestLog: new RequestLog(),
    counts: new EndpointCounts(),
    responseDelayMs,
    wait: (ms) => wait(ms, closing),
  }
}

/** Returns the port the server is bound to. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  return (server.address() as AddressInfo).port
}

async function waitForTimer(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}
