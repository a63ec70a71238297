import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { type Random, randomFraction } from '#core/base/random.ts'
import { Timer } from '#core/base/timer.ts'
import { withinTime } from '#core/base/withinTime.ts'
import type { AttemptResult } from './attemptResult.ts'
import type { Ending } from './capturedResponse.ts'
import type { KeptAnswer, KeptWrite, OutboxContents } from './contents.ts'
import type { Courier } from './courier.ts'
import { isOpen, type OutboxEntry } from './entry.ts'
import type { OutboxRepository } from './repository.ts'
import { type Lane, laneAfter, laneAfterSilence, reawakened, up } from './schedule/lane.ts'
import { pauseEnd, planOf } from './schedule/schedule.ts'
import type { SealedParts } from './store.ts'
import { afterAttempt, afterExpiry, afterQuestion, afterRestart, begun, type Moment } from './transitions.ts'

interface UnderWay {
  readonly upstream: string
  readonly acting: Promise<unknown>
}

/**
 * Hears how a sending ended and what the entry became. `true`: its client has the response, so that nothing is left to keep. A
 * function: the entry is not to be kept, and this says so to its client once it is removed.
 */
type Taking = (ending: Ending, next: OutboxEntry) => boolean | (() => void)

interface Deps {
  repository: OutboxRepository
  courier: Courier
  contents: OutboxContents
  clock: Clock
  random: Random
  log: Log
  /** A person should know of it: it expires within a day, has expired, was refused, or nobody knows what it did. */
  onConcern(entry: OutboxEntry): void
  /** An upstream that was down can be sent to. */
  onUp(upstream: string): void
}

/** Entries that are sent or asked about at one upstream at a time, beside those whose clients wait. */
const maxPerUpstream = 4
/** A timer may not wait for longer than some weeks, and the clock may be set meanwhile. */
const maxSleepMs = 60 * 60_000
/** What cannot be read or written now is tried again. */
const retryMs = 5_000
/** How long the end of the agent waits for what is under way. The sockets' own limits are shorter. */
const drainMs = 5_000
/** A longer response is not kept: nobody needs all of it to see what became of a sale. */
const maxAnswerBytes = 64 * 1024

/** Sends entries when it is their turn, and asks about those of which nobody knows what they did. */
export class Dispatcher {
  readonly #deps: Deps
  readonly #timer: Timer
  readonly #lanes = new Map<string, Lane>()
  readonly #busy = new Map<string, UnderWay>()
  #isStarted = false
  #isWakeful = false
  #isClosing = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.#timer = new Timer(deps.clock)
  }

  /** To be called once all entries are loaded. */
  start(): void {
    if (this.#isStarted) return
    const { repository, clock } = this.#deps
    for (const entry of repository.all()) {
      const state = afterRestart(entry, clock.now())
      if (state !== entry.state) void repository.change(entry, state).catch(() => {})
    }
    this.#isStarted = true
    this.wake()
  }

  /** Looks soon what is to be done. */
  wake(): void {
    if (this.#isWakeful || !this.#isStarted || this.#isClosing) return
    this.#isWakeful = true
    queueMicrotask(() => this.#run())
  }

  /** Something about upstreams has changed for the better, perhaps; or a person has it tried. @param only this one */
  retryNow(only?: string): void {
    for (const [id, lane] of this.#lanes)
      if (only === undefined || id === only) this.#lanes.set(id, reawakened(lane, this.#deps.clock.now()))
    this.wake()
  }

  /** Whether a new entry can be sent at once. */
  isUp(upstream: string): boolean {
    return !this.#isClosing && this.#lane(upstream).state === 'up'
  }

  /** Whether a new entry may be the one that tries an upstream that is down: it is time to, and nothing else tries. */
  mayProbe(upstream: string): boolean {
    const lane = this.#lane(upstream)
    const now = this.#deps.clock.now()
    if (this.#isClosing || lane.state === 'up' || now < pauseEnd(lane.probeAt, now)) return false
    return ![...this.#busy.values()].some((one) => one.upstream === upstream)
  }

  get isBusy(): boolean {
    return this.#busy.size > 0
  }

  /** Sends an entry whose state is `sending`, kept as such. */
  deliver(entry: OutboxEntry, write: KeptWrite, hasTaken: Taking): Promise<void> {
    return this.#under(entry, () => this.#attempt(entry, write, hasTaken))
  }

  /** Waits for what is under way, but not for long. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#timer.stop()
    const ending = Promise.all([...this.#busy.values()].map(({ acting }) => acting)).then(() => {})
    await withinTime(this.#deps.clock, drainMs, ending, () => {})
  }

  #run(): void {
    this.#isWakeful = false
    if (this.#isClosing) return
    const { repository, clock, onConcern } = this.#deps
    const now = clock.now()
    const busy = new Map([...this.#busy].map(([id, { upstream }]) => [id, upstream]))
    const plan = planOf({ open: repository.open, lanes: this.#lanes, busy, maxPerUpstream, now })
    for (const entry of plan.expire) {
      const expired = { ...entry, state: afterExpiry(entry.state, now) }
      this.#keep(repository.replace(expired))
      onConcern(expired)
    }
    for (const entry of plan.warn) {
      this.#keep(repository.replace({ ...entry, isWarned: true }))
      onConcern(entry)
    }
    for (const { id } of plan.send) this.#start(id, (entry, write) => this.#sendWaiting(entry, write))
    for (const { id } of plan.ask) this.#start(id, (entry, write) => this.#ask(entry, write))
    // Those behind them may go now, and have deadlines of their own.
    if (plan.expire.length + plan.warn.length > 0) this.wake()
    if (plan.wakeAt !== undefined) this.#sleep(plan.wakeAt - now)
  }

  #sleep(ms: number): void {
    this.#timer.start(Math.min(Math.max(ms, 0), maxSleepMs), () => this.wake())
  }

  #start(id: string, act: (entry: OutboxEntry, write: KeptWrite) => Promise<void>): void {
    const entry = this.#deps.repository.find(id)
    if (!entry) return
    void this.#under(entry, async () => {
      const write = await this.#deps.contents.writeOf(entry)
      const current = this.#deps.repository.find(id)
      // A person may have held or discarded it meanwhile.
      if (!current || current.state !== entry.state) return
      if (write) await act(current, write)
      else await this.#giveUp(current)
    })
  }

  /** Never rejects. */
  #under(entry: OutboxEntry, act: () => Promise<void>): Promise<void> {
    const acting = act()
      .catch((thrown) => {
        if (!(thrown instanceof Fault)) this.#deps.log.error('bug', thrown, { reference: entry.requestId })
        // Otherwise the disk or the keychain; the schedule comes back to the entry.
        this.#setLane(entry.upstream, laneAfterSilence(this.#lane(entry.upstream), this.#moment()))
        this.#sleep(retryMs)
      })
      .finally(() => {
        this.#busy.delete(entry.id)
        this.wake()
      })
    this.#busy.set(entry.id, { upstream: entry.upstream, acting })
    return acting
  }

  async #sendWaiting(entry: OutboxEntry, write: KeptWrite): Promise<void> {
    const { repository, clock } = this.#deps
    if (entry.state.name !== 'waiting') return
    const sending = { ...entry, state: begun(entry.state, clock.now()) }
    // Kept before a byte goes out: an agent that is killed now knows that it may have been sent.
    await repository.replaceOrRestore(sending, entry)
    await this.#attempt(sending, write, () => false)
  }

  async #attempt(entry: OutboxEntry, write: KeptWrite, hasTaken: Taking): Promise<void> {
    const { repository, courier } = this.#deps
    const { result, ending } = await courier.send(entry, write)
    const { state } = entry
    if (state.name !== 'sending') return
    const moment = this.#moment()
    this.#setLane(entry.upstream, laneAfter(this.#lane(entry.upstream), result, moment))
    const next = { ...entry, state: afterAttempt({ ...entry, state }, result, moment) }
    this.#log(next, result)
    const taken = hasTaken(ending, next)
    if (taken === true) return repository.remove([entry])
    if (taken !== false && (await this.#hasRemoved(entry, next))) return taken()
    if (!isOpen(next) && next.state.name !== 'sent') this.#deps.onConcern(next)
    // What became of it counts, also where the answer cannot be sealed.
    await repository.replace(next, await this.#answerOf(next, ending).catch(() => ({})))
  }

  /** What cannot be removed would be there again after a restart: it is kept then. */
  async #hasRemoved(entry: OutboxEntry, next: OutboxEntry): Promise<boolean> {
    const { repository } = this.#deps
    try {
      await repository.remove([entry])
      return true
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      repository.restore(next)
      return false
    }
  }

  async #ask(entry: OutboxEntry, write: KeptWrite): Promise<void> {
    const { repository, courier } = this.#deps
    const { state } = entry
    if (state.name !== 'unknown') return
    const answer = await courier.ask(entry, write)
    const moment = this.#moment()
    const lane = this.#lane(entry.upstream)
    this.#setLane(
      entry.upstream,
      answer === 'no-answer' ? laneAfterSilence(lane, moment) : answer === 'cannot-tell' ? lane : up,
    )
    const current = repository.find(entry.id)
    if (current?.state !== state) return
    const next = { ...current, state: afterQuestion({ ...current, state }, answer, moment) }
    if (!isOpen(next) && next.state.name !== 'sent') this.#deps.onConcern(next)
    await repository.replace(next)
  }

  /**
   * Its contents do not open, so it can be neither sent nor asked about. Contents or facts were changed on the disk, and so
   * perhaps its state: nobody knows whether it was sent.
   */
  async #giveUp(entry: OutboxEntry): Promise<void> {
    const { repository, clock, onConcern } = this.#deps
    const since = clock.now()
    const code = 'UNREADABLE'
    const state = { name: 'unknown', since, code, failures: 0, next: { ask: 'person' } } as const
    onConcern({ ...entry, state })
    await repository.change(entry, state)
  }

  async #answerOf(entry: OutboxEntry, ending: Ending): Promise<Partial<SealedParts>> {
    if ('thrown' in ending || ending.response.body.length > maxAnswerBytes) return {}
    const { status, headers, body } = ending.response
    const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type')
    const contentType = at === -1 ? undefined : headers[at + 1]
    const answer: KeptAnswer = {
      status,
      ...(contentType !== undefined && { contentType }),
      body: body.toString('utf8'),
    }
    return { answer: await this.#deps.contents.sealAnswer(entry, answer) }
  }

  #log({ id, client, upstream, state }: OutboxEntry, result: AttemptResult): void {
    const code = 'code' in result ? result.code : String(result.status)
    this.#deps.log.info('outbox-sent', { reference: id, client, upstream, outcome: state.name, code })
  }

  /** A change that cannot be kept now is made again at the next look, or after the next start. */
  #keep(keeping: Promise<unknown>): void {
    keeping.catch(() => this.#sleep(retryMs))
  }

  #setLane(upstream: string, lane: Lane): void {
    const before = this.#lane(upstream)
    this.#lanes.set(upstream, lane)
    if (before.state === 'down' && lane.state === 'up') this.#deps.onUp(upstream)
  }

  #lane(upstream: string): Lane {
    return this.#lanes.get(upstream) ?? up
  }

  #moment(): Moment {
    return { now: this.#deps.clock.now(), fraction: randomFraction(this.#deps.random) }
  }
}
