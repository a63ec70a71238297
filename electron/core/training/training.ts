import type { TrainingStatus } from '#contract/training.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { Timer } from '#core/base/timer.ts'
import type { Settings, SettingsStore } from '#core/settings/settings.ts'
import { trainingRulesOf } from '#core/settings/training.ts'

interface Closable {
  changes: Pick<ChangeFeed, 'subscribe'>
  close(): Promise<void>
}

/** A stand-in for the agent, which serves while staff practise. */
export interface StandIn<Agent> {
  agent: Agent
  /** The code that a simulated customer was sent last. */
  lastCode(): string | undefined
  close(): Promise<void>
}

/** Opens the stand-in: with the clients of these settings, and with simulated clouds in place of the upstreams. */
export type OpenTraining<Agent> = (settings: Settings) => Promise<StandIn<Agent>>

interface Deps<Agent> {
  /** Absent where this host cannot simulate clouds. */
  open: OpenTraining<Agent> | undefined
  settings: SettingsStore
  clock: Clock
  changes: ChangeFeed
  audit: Pick<AuditTrail, 'record'>
}

type State<Agent> = { kind: 'off' } | { kind: 'on'; standIn: StandIn<Agent>; endsAt: number }

/**
 * Staff practise: a second agent, in memory and with simulated clouds, serves in place of this one. So nothing of it is sent,
 * kept or counted where anything counts. Ends by itself.
 */
export class Training<Agent extends Closable> {
  readonly #deps: Deps<Agent>
  readonly #timer: Timer
  #state: State<Agent> = { kind: 'off' }
  /** Starts and ends follow one another. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(deps: Deps<Agent>) {
    this.#deps = deps
    this.#timer = new Timer(deps.clock)
  }

  /** Who serves in the agent's place; `undefined` where the agent itself does. */
  get agent(): Agent | undefined {
    return this.#state.kind === 'on' ? this.#state.standIn.agent : undefined
  }

  status(): TrainingStatus | undefined {
    if (this.#state.kind === 'off') return undefined
    const { endsAt, standIn } = this.#state
    const code = standIn.lastCode()
    return { endsAt, ...(code !== undefined && { code }) }
  }

  /** Begins, or sets a new end. @throws Fault `NOT_SUPPORTED` where nothing can be simulated · as `OpenTraining` */
  start(minutes?: number): Promise<TrainingStatus> {
    return this.#inTurn(() => this.#start(minutes ?? trainingRulesOf(this.#deps.settings.read()).minutes))
  }

  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop())
  }

  close(): Promise<void> {
    return this.stop()
  }

  async #start(minutes: number): Promise<TrainingStatus> {
    const { open, settings, clock } = this.#deps
    if (!open) throw new Fault('NOT_SUPPORTED', 'This till agent has no simulated customers to practise with.')
    const standIn = this.#state.kind === 'on' ? this.#state.standIn : await open(settings.read())
    if (this.#state.kind === 'off') this.#follow(standIn.agent)
    const lastsMs = minutes * 60_000
    const endsAt = clock.now() + lastsMs
    this.#state = { kind: 'on', standIn, endsAt }
    this.#timer.start(lastsMs, () => void this.#end())
    this.#publish()
    return { endsAt }
  }

  /** Its time is over. */
  async #end(): Promise<void> {
    await this.stop()
    const detail = 'its time was over'
    this.#deps.audit.record({ event: 'training-ended', actor: 'agent', subject: '', outcome: 'done', detail })
  }

  async #stop(): Promise<void> {
    const state = this.#state
    this.#timer.stop()
    if (state.kind === 'off') return
    this.#state = { kind: 'off' }
    this.#publish()
    await state.standIn.close()
  }

  /** A window shows what changes there; the code that was sent is part of the status. */
  #follow({ changes }: Agent): void {
    changes.subscribe(({ topic }) => {
      this.#deps.changes.publish(topic)
      if (topic === 'verifications') this.#deps.changes.publish('status')
    })
  }

  /** What is shown of upstreams, verifications and customers is another one's from now on. */
  #publish(): void {
    for (const topic of ['status', 'upstreams', 'verifications', 'requests'] as const) this.#deps.changes.publish(topic)
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(run, run)
    this.#last = turn.catch(() => {})
    return turn
  }
}
