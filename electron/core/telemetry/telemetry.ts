import type { TelemetryStatus } from '#contract/telemetry.ts'
import type { UpstreamMode } from '#contract/upstream.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { Timer } from '#core/base/timer.ts'
import type { UndoSecrets, Vault } from '#core/base/vault.ts'
import type { Finding } from '#core/diagnostics/finding.ts'
import type { Network } from '#core/network/network.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { telemetryOf } from '#core/settings/telemetry.ts'
import type { Tracing } from '#core/traffic/tracing.ts'
import { checkCollector } from './collectorCheck.ts'
import { exportedFields } from './exportedFields.ts'
import type { Delivery, ExporterOptions, OpenExporter, TelemetryEvent, TelemetryExporter } from './exporter.ts'
import { TelemetryHeaders } from './headers.ts'
import type { LogTap } from './logTap.ts'
import type { Measurements } from './measurements.ts'
import { resourceOf } from './resource.ts'

interface Deps {
  settings: SettingsStore
  vault: Vault
  network: Pick<Network, 'http'>
  clock: Clock
  changes: ChangeFeed
  log: Log
  /** When absent, no events of the log are sent. */
  tap: LogTap | undefined
  /** When absent, nothing is ever sent. */
  open: OpenExporter | undefined
  measurements: Pick<Measurements, 'open'>
  /** Of the broker. */
  tracing: Tracing
  version: string
  startedAt: number
  modes(): readonly (UpstreamMode | undefined)[]
  heartbeat(): Record<string, string | number>
}

/** What is sent, where, and in whose name. Another plan is another exporter. */
type Plan = Pick<ExporterOptions, 'endpoint' | 'caFile' | 'resource' | 'intervalMs' | 'tracePercent'>

/** After it could not be opened, as while the keychain is locked. */
const retryMs = 60_000

/** Sends metrics, events and heartbeats to the collector of head office, while the settings name one. */
export class Telemetry {
  readonly #deps: Deps
  readonly #headers: TelemetryHeaders
  readonly #heartbeats: Timer
  readonly #retry: Timer
  #unsubscribe: (() => void) | undefined
  #plan: Plan | undefined
  #exporter: TelemetryExporter | undefined
  /** One change of the exporter after the other. */
  #changing: Promise<void> = Promise.resolve()
  #last: { sentAt?: number; reason?: string | undefined } = {}

  constructor(deps: Deps) {
    this.#deps = deps
    this.#headers = new TelemetryHeaders(deps.vault, deps.settings)
    this.#heartbeats = new Timer(deps.clock)
    this.#retry = new Timer(deps.clock)
  }

  /** Sends from now on whatever the settings say. To be called once. */
  start(): void {
    if (!this.#deps.open) return
    this.#unsubscribe = this.#deps.changes.subscribe(({ topic }) => {
      if (topic === 'settings' || topic === 'upstreams') this.#follow()
    })
    this.#follow()
  }

  /** @throws the vault's faults */
  async status(): Promise<TelemetryStatus> {
    const { endpoint } = telemetryOf(this.#deps.settings.read())
    const headers = [...(await this.#headers.read()).keys()]
    if (endpoint === undefined) return { state: 'off', headers }
    const { sentAt, reason } = this.#last
    const state = reason !== undefined ? 'failing' : sentAt !== undefined ? 'sending' : 'waiting'
    return {
      ...{ state, endpoint, headers },
      ...(sentAt !== undefined && { sentAt }),
      ...(reason !== undefined && { reason }),
    }
  }

  /** @param value `undefined` removes the header @throws the vault's faults */
  async setHeader(name: string, value: string | undefined): Promise<TelemetryStatus> {
    await this.#headers.set(name, value)
    this.#plan = undefined
    if (this.#unsubscribe) this.#follow()
    return this.status()
  }

  /**
   * Puts these in the place of all headers; they are sent once the settings have changed.
   *
   * @param endpoint the collector that the settings are about to name
   * @returns puts back what was there
   * @throws the vault's faults
   */
  async replaceHeaders(endpoint: string, headers: Readonly<Record<string, string>>): Promise<UndoSecrets> {
    const undo = await this.#headers.replace(endpoint, headers)
    this.#plan = undefined
    return undo
  }

  /** Nothing while there is no collector. @throws the vault's and the network's faults */
  async check(signal: AbortSignal): Promise<Finding[]> {
    const { endpoint, caFile } = telemetryOf(this.#deps.settings.read())
    if (endpoint === undefined) return []
    return checkCollector({ endpoint, caFile, headers: await this.#headers.read() }, this.#deps.network, signal)
  }

  /** Sends what is kept, and then nothing more. */
  async close(): Promise<void> {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    await this.#changing
    await this.#stop()
  }

  #follow(): void {
    const plan = this.#planned()
    if (JSON.stringify(plan) === JSON.stringify(this.#plan)) return
    this.#plan = plan
    this.#retry.stop()
    this.#changing = this.#changing.then(() => this.#change(plan))
  }

  #planned(): Plan | undefined {
    const settings = this.#deps.settings.read()
    const { endpoint, caFile, intervalSeconds, tracePercent } = telemetryOf(settings)
    if (endpoint === undefined) return undefined
    const resource = resourceOf(settings, this.#deps.version, this.#deps.modes())
    return { endpoint, caFile, resource, intervalMs: intervalSeconds * 1_000, tracePercent }
  }

  async #change(plan: Plan | undefined): Promise<void> {
    const { open, log, tap, measurements, tracing, version, startedAt } = this.#deps
    await this.#stop()
    this.#last = {}
    if (!plan || !open) return
    try {
      const headers = await this.#headers.read()
      const measure = measurements.open()
      // The last deliveries of an exporter may end after it was replaced.
      const onDelivery = (delivery: Delivery) => this.#plan === plan && this.#onDelivery(delivery)
      this.#exporter = await open({ ...plan, headers, measure, onDelivery, version, startedAt })
      tracing.tracer = this.#exporter.tracer
      if (tap) tap.listener = (event) => this.#emit(event)
      this.#beat(plan.intervalMs)
    } catch (thrown) {
      this.#last = { reason: thrown instanceof Fault ? thrown.code : 'INTERNAL' }
      log.error('telemetry-not-opened', thrown)
      this.#retry.start(retryMs, () => {
        this.#plan = undefined
        this.#follow()
      })
    }
  }

  async #stop(): Promise<void> {
    const { tap, tracing } = this.#deps
    tracing.tracer = undefined
    this.#heartbeats.stop()
    this.#retry.stop()
    if (tap) tap.listener = undefined
    const exporter = this.#exporter
    this.#exporter = undefined
    await exporter?.close()
  }

  #beat(intervalMs: number): void {
    this.#exporter?.emit({ level: 'info', name: 'heartbeat', fields: this.#deps.heartbeat() })
    this.#heartbeats.start(intervalMs, () => this.#beat(intervalMs))
  }

  #emit({ level, name, fields }: TelemetryEvent): void {
    this.#exporter?.emit({ level, name, fields: exportedFields(fields) })
  }

  /** A line when it begins to fail and when it works again, and none between. */
  #onDelivery({ reason }: Delivery): void {
    const before = this.#last.reason
    if (reason === undefined) this.#last = { sentAt: this.#deps.clock.now() }
    else this.#last = { ...this.#last, reason }
    if (reason !== undefined && before === undefined) this.#deps.log.warn('telemetry-not-taken', { code: reason })
    else if (reason === undefined && before !== undefined) this.#deps.log.info('telemetry-taken-again')
  }
}
