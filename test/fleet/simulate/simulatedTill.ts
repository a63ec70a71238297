import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { readFeed } from '#adapters/updates/readFeed.ts'
import { isServing } from '#contract/status.ts'
import { type Agent, createAgent } from '#core/agent.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Secret } from '#core/base/secret.ts'
import { countTrialStart } from '#core/directives/trialRules.ts'
import type { Network } from '#core/network/network.ts'
import type { Trust } from '#core/releases/signedRelease.ts'
import { underHeadOffice } from '#core/settings/policy.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { LogTap } from '#core/telemetry/logTap.ts'
import { activityOf, healthOf } from '#core/updates/activity.ts'
import { emptyRecord, type UpdateJournalStore } from '#core/updates/journalStore.ts'
import { Updates } from '#core/updates/updates.ts'
import { schemes } from '#schemes/index.ts'
import { SeededRandom } from '#test/support/seededRandom.ts'
import type { Identity } from './identity.ts'
import { pushingTelemetry } from './pushingTelemetry.ts'
import { createSimulatedInstaller } from './simulatedInstaller.ts'
import type { VirtualTime } from './virtualTime.ts'

/** What the tills of one simulation share. */
export interface Surroundings {
  time: VirtualTime
  network: Network
  /** The folder of the releases. */
  feed: string
  collector: string
  reportEverySeconds: number
  /** Whose releases are believed. */
  trust: Trust
  /** Of head office, which signs directives. */
  fleetKey: string
  /** With it no POS API opens. */
  badVersion: string
  /** With these none is open either. */
  harmfulQuietHours: string
}

/** How far a till has come. */
export interface Standing {
  version: string
  /** Of the directives in force; 0 for none. */
  counter: number
  isBarred: boolean
}

/** What is to be seen of a till. */
export interface TillFacts extends Standing {
  isForgotten: boolean
  secrets: number
  /** Why directives or releases are not followed now. */
  problems: string[]
  /** The version that it went back from last. */
  wentBackFrom: string | undefined
  /** Whether it took directives back. */
  tookBack: boolean
  isServing: boolean
}

/**
 * One till: a machine whose settings, keychain and journal last, and the agent that runs on it. The agent is the product's own;
 * disk, keychain and clouds are stand-ins in memory, host and collector are real.
 */
export class SimulatedTill {
  readonly #surroundings: Surroundings
  readonly #identity: Identity
  readonly #clock: Clock
  readonly #random: SeededRandom
  readonly #own: SettingsStore
  readonly #secrets = new Map<string, Secret>()
  readonly #journal: UpdateJournalStore = memoryJournal()
  #version = '1.0.0'
  #running: { agent: Agent; updates: Updates } | undefined

  constructor(identity: Identity, surroundings: Surroundings) {
    this.#identity = identity
    this.#surroundings = surroundings
    this.#clock = surroundings.time.clock(identity.skewMs)
    this.#random = new SeededRandom(identity.seed)
    const { installation, store, ring, number, reports } = identity
    const { collector, reportEverySeconds, fleetKey, feed } = surroundings
    this.#own = createMemorySettings({
      ...{ version: 1, installation, upstreams: [], clients: [] },
      ...(reports && {
        telemetry: { endpoint: collector, store, till: `till-${number}`, intervalSeconds: reportEverySeconds },
      }),
      updates: { ring, feed },
      fleet: { keys: fleetKey },
    })
  }

  get identity(): Identity {
    return this.#identity
  }

  /** Sets the till up and switches it on, once its shop opens. */
  begin(): void {
    this.#surroundings.time.after(this.#identity.startsAfterMs, () => void this.#switchOn(true))
  }

  async end(): Promise<void> {
    const { agent, updates } = this.#running ?? {}
    this.#running = undefined
    updates?.close()
    await agent?.close()
  }

  standing(): Standing {
    const { headOffice } = this.#own.read()
    const { inForce, bar } = headOffice ?? {}
    return { version: this.#version, counter: inForce?.counter ?? 0, isBarred: bar !== undefined }
  }

  facts(): TillFacts {
    const { headOffice } = this.#own.read()
    const { last } = this.#journal.read()
    const { agent, updates } = this.#running ?? {}
    const problem = agent?.directives.status().problem
    return {
      ...{ ...this.standing(), secrets: this.#secrets.size, isForgotten: headOffice?.bar?.isForgotten === true },
      problems: [...(problem ? [problem] : []), ...(updates?.problems().map(({ code }) => code) ?? [])],
      wentBackFrom: last?.outcome === 'rolled-back' ? last.version : undefined,
      tookBack: headOffice?.failed?.outcome === 'taken-back',
      isServing: agent !== undefined && isServing(agent.status().condition),
    }
  }

  async #switchOn(isNew = false): Promise<void> {
    const { time, network, feed, trust, badVersion, harmfulQuietHours } = this.#surroundings
    const version = this.#version
    const settings = underHeadOffice(this.#own)
    countTrialStart(settings, this.#clock.now())
    const random = { bytes: (count: number) => Uint8Array.from({ length: count }, () => this.#random.below(256)) }
    const log = new LogTap(silentLog)
    const agent = await createAgent({
      ...{ settings, network, random, log, logTap: log, schemes, version, clock: this.#clock },
      ...{ vault: createMemoryVault(this.#secrets), audit: createMemoryAudit(), signer: joseSigner },
      ...{ outbox: createMemoryOutbox(), verifications: createMemoryVerifications() },
      openTelemetry: pushingTelemetry(time),
    })
    if (isNew) await agent.provision(setup)
    const isListening = () => version !== badVersion && settings.read().updates?.quietHours !== harmfulQuietHours
    const listen = () => agent.posOpenedAt(isListening() ? 47_600 : undefined)
    agent.changes.subscribe(listen, 'settings')
    listen()
    const updates = new Updates({
      ...{ version, clock: this.#clock, random, log, trust, store: this.#journal },
      installation: agent.updates.installation,
      installer: createSimulatedInstaller({
        ...{ time, feed, version },
        onCommit: (next) => {
          this.#version = next
        },
      }),
      minuteOfDay: (at) => Math.floor(at / 60_000) % 1_440,
      settings: () => agent.updates.settings(),
      readFeed: () => time.outside.wait(() => readFeed(fetch, feed, trust.channel)),
      activity: () => activityOf(agent),
      health: () => healthOf(agent, isListening()),
      leave: async (lastStep) => {
        await this.end()
        lastStep()
        time.after(restartMs, () => void this.#switchOn())
      },
      onChange: () => agent.changes.publish('status'),
    })
    agent.updates.attach(updates)
    this.#running = { agent, updates }
    agent.telemetry.start()
    agent.directives.start()
    updates.start()
  }
}

const restartMs = 10_000

const setup = {
  upstreams: [
    { id: 'loyalty', scheme: 'basic', baseUrl: 'https://cloud.example', username: 'till', password: 'secret' },
  ],
  clients: [
    {
      id: 'pos',
      name: 'Checkout',
      grants: [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }],
      origins: [],
    },
  ],
} as unknown as Parameters<Agent['provision']>[0]

function memoryJournal(): UpdateJournalStore {
  let record = emptyRecord
  return {
    read: () => record,
    write: (next) => {
      record = next
    },
    setAside: () => {},
    damaged: () => [],
  }
}
