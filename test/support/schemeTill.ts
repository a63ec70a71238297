import { expect, onTestFinished } from 'vitest'
import { joseSigner } from '../../electron/adapters/joseSigner.ts'
import { loopbackRedirects } from '../../electron/adapters/loopbackRedirect.ts'
import { createMemoryAudit } from '../../electron/adapters/memoryAudit.ts'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { createMemoryVerifications } from '../../electron/adapters/memoryVerifications.ts'
import { systemClock } from '../../electron/adapters/systemClock.ts'
import { createSystemNetwork } from '../../electron/adapters/systemNetwork.ts'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import type { Grant } from '../../electron/contract/grant.ts'
import { type Agent, createAgent } from '../../electron/core/agent.ts'
import type { Clock } from '../../electron/core/clock.ts'
import { defaultLimits } from '../../electron/core/limits.ts'
import type { SettingsStore } from '../../electron/core/settings.ts'
import type { Vault } from '../../electron/core/vault.ts'
import { openPosDoor } from '../../electron/doors/pos/posDoor.ts'
import { schemes } from '../../electron/schemes/index.ts'
import { findLeaks } from './canaries.ts'

/** The machine's clock, which can be put forward. What is already waiting for a time waits on. */
export interface SkippingClock extends Clock {
  skip(ms: number): void
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0
  return {
    now: () => systemClock.now() + skippedMs,
    monotonicMs: () => systemClock.monotonicMs() + skippedMs,
    after: systemClock.after,
    skip: (ms) => {
      skippedMs += ms
    },
  }
}

export interface SchemeTill {
  agent: Agent
  clock: SkippingClock
  settings: SettingsStore
  vault: Vault
  url: string
  key: string
  log: ReturnType<typeof createMemoryLog>
  /** A request to the upstream `cloud`, by fetch. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** A request to the agent's own routes. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** Fails when a canary, or one of these texts, stands in the log, the audit trail or the settings. */
  expectNoLeak(...secrets: string[]): void
}

interface Options {
  /** Of the upstream `cloud`: scheme, baseUrl, settings and secrets. */
  entry: Record<string, unknown>
  grants?: Grant['allow']
  settings?: SettingsStore
  vault?: Vault
}

const everything: Grant['allow'] = [{ methods: ['*'], path: '/**' }]

/** The whole agent with one upstream, `cloud`, of any scheme, and one client, `pos`; it closes with the test. */
export async function startSchemeTill({ entry, grants = everything, ...kept }: Options): Promise<SchemeTill> {
  const { settings = createMemorySettings(), vault = createMemoryVault() } = kept
  const log = createMemoryLog()
  const audit = createMemoryAudit()
  const clock = createSkippingClock()
  const network = createSystemNetwork(defaultLimits)
  const world = {
    settings,
    vault,
    network,
    clock,
    random: systemRandom,
    redirects: loopbackRedirects,
    log,
    audit,
    schemes,
  }
  const agent = await createAgent({
    ...world,
    version: '0.0.0-test',
    verifications: createMemoryVerifications(),
    signer: joseSigner,
  })
  const { newKeys } = await agent.provision({
    upstreams: [{ id: 'cloud', ...entry } as never],
    clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'cloud', allow: grants }], origins: [] }],
  })
  const door = await openPosDoor({ agent, port: 0, log })
  onTestFinished(async () => {
    await door.close()
    await agent.close()
  })
  const key = newKeys[0]?.key ?? ''
  const url = `http://127.0.0.1:${door.port}`
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { 'Till-Agent-Key': key, ...init.headers } })
  return {
    agent,
    clock,
    settings,
    vault,
    url,
    key,
    log,
    ask,
    call: (path, init) => ask(`/via/cloud${path}`, init),
    expectNoLeak: (...secrets) => {
      const written = JSON.stringify([log.events, agent.audit.list(1_000), settings.read(), agent.status()])
      expect(findLeaks(written)).toEqual([])
      expect(secrets.filter((secret) => secret === '' || written.includes(secret))).toEqual([])
    },
  }
}
