import type { ApprovalView } from '#contract/outbox/approval.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { Timer } from '#core/base/timer.ts'
import type { ManagerPin } from '#core/settings/managerPin.ts'
import { type OutboxApprovalRules, outboxApprovalOf } from '#core/settings/outboxApproval.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { type Approval, type Delivery, isAbout, type Ruling, ruleOn, type WriteToApprove } from './approval.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  random: Random
  changes: ChangeFeed
  audit: Pick<AuditTrail, 'record'>
  managerPin: Pick<ManagerPin, 'isSet' | 'confirm'>
}

/** The oldest question goes: a program that asks of ever new sales fills no memory. */
const maxQuestions = 100
/** When a program may try again: about as long as it takes to enter a PIN. */
const retryAfterSeconds = 10

/**
 * Managers approve that writes are kept while an upstream cannot be reached. In memory only: a restart asks again, and so does
 * the next outage.
 */
export class OfflineApprovals {
  readonly #deps: Deps
  readonly #approvals = new Map<string, Approval>()
  readonly #timer: Timer

  constructor(deps: Deps) {
    this.#deps = deps
    this.#timer = new Timer(deps.clock)
  }

  /** Whether a write may be kept. Asks nobody yet. */
  rule(write: WriteToApprove, delivery: Delivery): Ruling {
    return ruleOn(write, delivery, this.#rules, this.#approvals.values(), this.#nowMs)
  }

  /** Asks a manager. @returns the Fault `OFFLINE_APPROVAL_NEEDED` for the program, which sends its write again */
  ask(write: WriteToApprove, reason: Approval['reason'], client: string): Fault {
    const { clock, random } = this.#deps
    const before = this.#live.find((one) => one.state === 'asked' && isAbout(one, reason, write))
    const asked = {
      ...{
        id: before?.id ?? `ap_${randomText(random, 12)}`,
        upstream: write.upstream,
        client,
        state: 'asked' as const,
      },
      ...{ since: before?.since ?? clock.now(), endsAtMs: this.#nowMs + minutes(this.#rules.questionMinutes) },
    }
    this.#put(reason === 'outage' ? { ...asked, reason } : { ...asked, reason, key: write.key, amount: sizeOf(write) })
    const questions = [...this.#approvals.values()].filter(({ state }) => state === 'asked')
    const [oldest] = questions
    if (oldest && questions.length > maxQuestions) this.#end(oldest)
    return new Fault('OFFLINE_APPROVAL_NEEDED', undefined, { approval: asked.id, reason, retryAfterSeconds })
  }

  /** The write that it was given for is kept. */
  use({ approval }: Ruling & { outcome: 'keep-approved' }): void {
    const used = this.#approvals.get(approval)
    if (used) this.#end(used)
  }

  /** Oldest first. */
  list(): ApprovalView[] {
    const { clock } = this.#deps
    return this.#live.map((one) => ({
      ...{ id: one.id, state: one.state, reason: one.reason, upstream: one.upstream, client: one.client },
      ...(one.reason === 'amount' && { amount: one.amount }),
      ...{ since: one.since, endsAt: Math.round(clock.now() + one.endsAtMs - this.#nowMs) },
    }))
  }

  /**
   * One PIN approves one question. Whoever approves a sale of an outage knows of the outage, and approves it as well.
   *
   * @param pin not looked at where none is set @param actor `window/anna`
   * @throws Fault `UNKNOWN_APPROVAL` · `PIN_REQUIRED` · `PIN_WRONG` · `PIN_BLOCKED` · `SETTINGS_UNWRITABLE`
   */
  async approve(id: string, pin: string | undefined, actor: string): Promise<ApprovalView> {
    const asked = this.#find(id)
    try {
      await this.#confirm(pin)
    } catch (thrown) {
      if (thrown instanceof Fault) this.#record('outbox-approved', asked, actor, thrown.code)
      throw thrown
    }
    // The cloud may be back, or the question over, since the PIN was asked for.
    this.#find(id)
    const { approvalMinutes, questionMinutes, approval } = this.#rules
    const since = this.#deps.clock.now()
    const outage = { since, state: 'approved', endsAtMs: this.#nowMs + minutes(approvalMinutes) } as const
    if (asked.reason === 'outage') this.#put({ ...asked, ...outage })
    else {
      this.#put({ ...asked, since, state: 'approved', endsAtMs: this.#nowMs + minutes(questionMinutes) })
      if (approval === 'outage') this.#approveOutage(asked, outage)
    }
    this.#record('outbox-approved', asked, actor, 'done')
    return this.list().find((view) => view.id === id) as ApprovalView
  }

  /** A question is turned down, or what was approved ends. Grants nothing, so it needs no PIN. @throws Fault `UNKNOWN_APPROVAL` */
  refuse(id: string, actor: string): void {
    const found = this.#find(id)
    this.#end(found)
    this.#record('outbox-not-approved', found, actor, 'done')
  }

  /** The upstream can be reached. */
  endOutage(upstream: string): void {
    for (const one of [...this.#approvals.values()]) if (one.upstream === upstream) this.#end(one)
  }

  close(): void {
    this.#timer.stop()
  }

  get #rules(): OutboxApprovalRules {
    return outboxApprovalOf(this.#deps.settings.read())
  }

  get #live(): Approval[] {
    return [...this.#approvals.values()].filter(({ endsAtMs }) => this.#nowMs < endsAtMs)
  }

  get #nowMs(): number {
    return this.#deps.clock.monotonicMs()
  }

  async #confirm(pin: string | undefined): Promise<void> {
    const { managerPin } = this.#deps
    if (!managerPin.isSet) return
    if (pin === undefined) throw new Fault('PIN_REQUIRED')
    await managerPin.confirm(pin)
  }

  #approveOutage(asked: Approval, approved: Pick<Approval, 'since' | 'endsAtMs'> & { state: 'approved' }): void {
    const of = { upstream: asked.upstream, key: '' }
    const outage = this.#live.find((one) => isAbout(one, 'outage', of))
    if (outage?.state === 'approved') return
    const id = outage?.id ?? `ap_${randomText(this.#deps.random, 12)}`
    this.#put({ id, upstream: asked.upstream, client: asked.client, reason: 'outage', ...approved })
  }

  /** @throws Fault `UNKNOWN_APPROVAL` */
  #find(id: string): Approval {
    const found = this.#live.find((one) => one.id === id)
    if (!found) throw new Fault('UNKNOWN_APPROVAL')
    return found
  }

  #put(approval: Approval): void {
    this.#approvals.set(approval.id, approval)
    this.#publish(approval, approval.state)
    this.#watch()
  }

  #end(approval: Approval): void {
    this.#approvals.delete(approval.id)
    this.#publish(approval, 'over')
    this.#watch()
  }

  #watch(): void {
    this.#timer.stop()
    const next = Math.min(...[...this.#approvals.values()].map(({ endsAtMs }) => endsAtMs))
    if (Number.isFinite(next)) this.#timer.start(next - this.#nowMs, () => this.#endOld())
  }

  #endOld(): void {
    for (const one of [...this.#approvals.values()]) if (one.endsAtMs <= this.#nowMs) this.#end(one)
    this.#watch()
  }

  #publish({ id, upstream }: Approval, state: 'asked' | 'approved' | 'over'): void {
    this.#deps.changes.publish('outbox', { type: 'outbox-approval', id, upstream, state })
  }

  #record(event: 'outbox-approved' | 'outbox-not-approved', about: Approval, actor: string, outcome: string): void {
    const detail = about.reason === 'outage' ? 'outage' : `amount ${about.amount}`
    this.#deps.audit.record({ event, actor, subject: `upstream/${about.upstream}`, outcome, detail })
  }
}

function sizeOf({ amount }: WriteToApprove): number {
  return Math.abs(amount ?? 0)
}

function minutes(count: number): number {
  return count * 60_000
}
