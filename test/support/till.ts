import { hash } from 'node:crypto'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { loopbackRedirects } from '#adapters/network/loopbackRedirect.ts'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { openProcessFacts } from '#adapters/system/processFacts.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { openPosApi } from '#api/pos/posApi.ts'
import type { Grant } from '#contract/grant.ts'
import { type Agent, createAgent } from '#core/agent.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import type { Vault } from '#core/base/vault.ts'
import { defaultLimits, type Limits } from '#core/settings/limits.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { schemes } from '#schemes/index.ts'
import { canaries, findLeaks } from './canaries.ts'
import { createSkippingClock, type SkippingClock } from './clock.ts'
import { closeWithTest } from './closeWithTest.ts'

/** An agent in this process, called over its real POS API. */
export interface Till {
  agent: Agent
  /** The agent's clock, unless `deps` brought another. */
  clock: SkippingClock
  settings: SettingsStore
  vault: Vault
  log: ReturnType<typeof createMemoryLog>
  url: string
  port: number
  /** Of the client `pos`. */
  key: string
  /** A request with the key, by fetch. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Bytes as they are, over a connection of their own. Resolves with all that came until the agent closed it. */
  raw(text: string): Promise<string>
  /** Fails when a canary, or one of these texts, stands in the log, the audit trail, the settings or the status. */
  expectNoLeak(...secrets: string[]): void
  closeApi(): Promise<void>
  /** For a till that `beforeAll` started; any other closes with its test. */
  close(): Promise<void>
}

export interface TillOptions {
  /** False for a till without upstream and client. */
  isSetUp?: boolean
  /** Where the upstream `loyalty`, of scheme capillary-till, is. Nothing answers there when left out. */
  baseUrl?: string
  caFile?: string
  proxy?: string
  /** An upstream in its place, of any scheme: its provisioning entry. */
  upstream?: { id: string } & Record<string, unknown>
  /** Of the client `pos`; every request when left out. */
  grants?: Grant['allow']
  origins?: string[]
  limits?: Partial<Limits>
  settings?: SettingsStore
  vault?: Vault
  /** Replaces any other part of the agent's surroundings. */
  deps?: Partial<AgentDeps>
}

const everything: Grant['allow'] = [{ methods: ['*'], path: '/**' }]

/**
 * Starts an agent with one upstream, one client `pos` and the POS API on a free port. Settings, vault and databases are in
 * memory; network, randomness and HTTP are real.
 */
export async function startTill(options: TillOptions = {}): Promise<Till> {
  const { isSetUp = true, limits, deps } = options
  const { settings = createMemorySettings(), vault = createMemoryVault() } = options
  const log = createMemoryLog()
  const clock = createSkippingClock()
  const agent = await createAgent({
    ...{ settings, vault, log, clock, random: systemRandom, schemes, version: '0.0.0-test' },
    ...{ audit: createMemoryAudit(), verifications: createMemoryVerifications(), signer: joseSigner },
    outbox: createMemoryOutbox(),
    openProcessFacts,
    pinCost: { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 },
    ...{ network: createSystemNetwork({ ...defaultLimits, ...limits }), redirects: loopbackRedirects },
    ...(limits && { limits }),
    ...deps,
  })
  const key = isSetUp ? await setUp(agent, deps?.settings ?? settings, options) : ''
  const api = await openPosApi({ agent, port: 0, log })
  void agent.outbox.start()
  agent.upstreams.proveExpected()
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= api.close().then(() => agent.close())
    return closing
  }
  closeWithTest(close)
  const url = `http://127.0.0.1:${api.port}`
  return {
    ...{ agent, clock, settings, vault, log, url, key, port: api.port, close },
    call: (path, init = {}) => fetch(url + path, { ...init, headers: { 'Till-Agent-Key': key, ...init.headers } }),
    raw: (text) => rawExchange(api.port, text),
    expectNoLeak: (...secrets) => {
      const written = JSON.stringify([log.events, agent.audit.list(1_000), settings.read(), agent.status()])
      expect(findLeaks(written)).toEqual([])
      expect(secrets.filter((secret) => secret === '' || written.includes(secret))).toEqual([])
    },
    closeApi: () => api.close(),
  }
}

/** Adds the upstream and the client. Returns the client's key. */
async function setUp(agent: Agent, settings: SettingsStore, options: TillOptions): Promise<string> {
  const { upstream = loyaltyEntry(options), grants = everything, origins = [] } = options
  // The same at each start with the same settings: another key would be another client.
  const key = `ta_pos_${hash('sha256', settings.read().installation, 'base64url')}`
  await agent.provision({
    upstreams: [upstream as never],
    clients: [{ id: 'pos', name: 'Checkout', key, grants: [{ upstream: upstream.id, allow: grants }], origins }],
  })
  return key
}

function loyaltyEntry({ baseUrl = 'https://127.0.0.1:9', caFile, proxy }: TillOptions) {
  const endpoint = { baseUrl, ...(caFile && { caFile }), ...(proxy && { proxy }) }
  return { id: 'loyalty', scheme: 'capillary-till', ...endpoint, till: 'till1', password: canaries.password }
}

function rawExchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      received += part
    })
    socket.on('close', () => resolve(received))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(received) : reject(error),
    )
  })
}

/** The fault code of a problem response. Fails when the problem is incomplete or its header differs. */
export async function faultOf(response: Response): Promise<string> {
  const problem = (await response.json()) as { code: string; remedy: string; detail: string; status: number }
  if (!problem.remedy || !problem.detail || problem.status !== response.status)
    throw new Error(`not a whole problem: ${JSON.stringify(problem)}`)
  if (response.headers.get('till-agent-fault') !== problem.code)
    throw new Error('Till-Agent-Fault differs from the body')
  return problem.code
}
