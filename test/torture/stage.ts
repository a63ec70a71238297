import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DoomedAgent } from './agent.ts'
import { type CodeCloud, type RecordingCloud, startCodeCloud, startRecordingCloud } from './clouds.ts'
import { Inspection } from './inspection.ts'
import { Ledger } from './ledger.ts'
import { SetupChanges } from './setupChanges.ts'
import type { TrialContext } from './trial.ts'

/** They make the settings longer than two blocks of a disk. */
const fillers = Array.from({ length: 20 }, (_, at) => ({
  id: `filler-${at}`,
  name: 'Makes the settings longer'.repeat(4),
}))

interface Options {
  /** One in the folder of the trial when left out. */
  dataDir?: string
  /** Of the agent. */
  limits?: object
}

/** The surroundings of a trial: clouds, a data directory, and the ledger of what was acknowledged. */
export class Stage {
  readonly context: TrialContext
  readonly ledger = new Ledger()
  readonly changes: SetupChanges
  readonly inspection: Inspection
  readonly clouds: RecordingCloud[]
  readonly codes: CodeCloud
  readonly folder: string
  readonly dataDir: string
  /** Of a client that may send everything to the upstreams `codes` and `sales`. */
  readonly adminKey = `ta_admin_${randomBytes(32).toString('base64url')}`
  readonly #provisioning: string
  #isProvisioned = false

  private constructor(context: TrialContext, clouds: RecordingCloud[], codes: CodeCloud, { dataDir, limits }: Options) {
    this.context = context
    this.clouds = clouds
    this.codes = codes
    this.folder = context.newFolder()
    this.dataDir = dataDir ?? join(this.folder, 'data')
    const { ledger } = this
    this.changes = new SetupChanges({ ledger, clouds, random: context.random })
    this.inspection = new Inspection({ ledger, clouds, keys: this.changes.keys, context })
    this.#provisioning = join(this.folder, 'provisioning.json')
    writeFileSync(this.#provisioning, JSON.stringify(this.#provisioningFile(limits)), { mode: 0o600 })
  }

  static async build(context: TrialContext, options: Options = {}): Promise<Stage> {
    const clouds = await Promise.all(['east', 'west'].map(startRecordingCloud))
    return new Stage(context, clouds, await startCodeCloud(), options)
  }

  /** Starts the agent; it is provisioned until it was ready once. Does not wait until it is ready. */
  start(options: { env?: NodeJS.ProcessEnv; vault?: 'keychain' | 'memory' } = {}): DoomedAgent {
    const provision = this.#isProvisioned && options.vault !== 'memory' ? {} : { provision: this.#provisioning }
    const agent = this.context.startAgent({ dataDir: this.dataDir, ...options, ...provision })
    void agent.firstLine.then(() => {
      this.#isProvisioned = true
    })
    return agent
  }

  /** Uses a client's key and leaves a verification open: both are work for an orderly end. */
  async use(agent: DoomedAgent): Promise<void> {
    const headers = { 'Till-Agent-Key': this.adminKey, 'Content-Type': 'application/json' }
    const number = 919_999_000_000 + this.context.random.below(1_000_000)
    const body = JSON.stringify({ upstream: 'codes', identifier: { type: 'mobile', value: `+${number}` } })
    const response = await fetch(`${agent.url}/v1/verifications`, { method: 'POST', headers, body })
    await response.arrayBuffer()
  }

  /** Removes the data directory of an agent that no longer starts, and forgets what it had acknowledged. */
  startOver(): void {
    rmSync(this.dataDir, { recursive: true, force: true })
    this.#isProvisioned = false
    this.ledger.clear()
    this.changes.keys.clear()
    this.inspection.forget()
  }

  async close(): Promise<void> {
    await Promise.all([...this.clouds, this.codes].map((cloud) => cloud.close()))
  }

  #provisioningFile(limits: object = {}): object {
    const everything = [{ methods: ['*'], path: '/**' }]
    const grants = ['codes', 'sales'].map((upstream) => ({ upstream, allow: everything }))
    return {
      limits: { requestsPerSecond: 100_000, burst: 100_000, ...limits },
      store: { country: 'IN' },
      upstreams: [
        { id: 'codes', scheme: 'capillary-till', baseUrl: this.codes.url, till: 'torture', password: 'torture' },
        {
          id: 'sales',
          scheme: 'basic',
          baseUrl: this.clouds[0]?.url.replace('127.0.0.1', 'localhost'),
          username: 'sales',
          password: 'sales',
        },
      ],
      clients: [{ id: 'admin', name: 'Admin', key: this.adminKey, grants }, ...fillers],
    }
  }
}
