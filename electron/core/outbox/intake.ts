import type { Clock } from '#core/base/clock.ts'
import type { Random } from '#core/base/random.ts'
import { type BrokerRequest, type Permission, responseTimeout } from '#core/broker/admission.ts'
import type { Broker } from '#core/broker/broker.ts'
import type { Caller } from '#core/broker/responsePipeline.ts'
import type { Transfer } from '#core/network/link.ts'
import type { PlannedWrite } from '#core/scheme/outboxRules.ts'
import type { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { Limits } from '#core/settings/limits.ts'
import { asksForOutbox, checkRoom, entryOf, mayWait, planWrite, readBody, toApprove } from './acceptance.ts'
import type { WriteToApprove } from './approval/approval.ts'
import type { OfflineApprovals } from './approval/approvals.ts'
import type { Ending } from './capturedResponse.ts'
import { type KeptWrite, packWrite } from './contents.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { OutboxEntry } from './entry.ts'
import type { OutboxOpening } from './opening.ts'
import type { RequestOutcomes } from './outcomes.ts'
import { PendingAnswer } from './pendingAnswer.ts'
import type { OutboxRepository } from './repository.ts'
import { accepted, begun } from './transitions.ts'

interface Deps {
  repository: OutboxRepository
  dispatcher: Dispatcher
  opening: OutboxOpening
  outcomes: RequestOutcomes
  approvals: OfflineApprovals
  fingerprints: UpstreamFingerprints
  broker: Broker
  clock: Clock
  random: Random
  limits: Limits
}

/** Takes requests that may be kept. What it has kept is on the disk before a byte goes upstream. */
export class Intake {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** As `Broker.send`, for a request that may ask to be kept: where it is, its client gets `202` instead of a fault. */
  send(request: BrokerRequest, caller: Caller): Transfer {
    let transfer: Transfer | undefined
    let isGone = false
    const answer = new PendingAnswer(caller, request.requestId)
    const passOn = (passed: BrokerRequest) => {
      transfer = this.#deps.broker.send(passed, caller)
      if (isGone) transfer.abort()
    }
    this.#take(request, answer, passOn).catch((thrown) => answer.fail(thrown))
    return {
      resume: () => transfer?.resume(),
      abort: () => {
        isGone = true
        answer.abandon()
        transfer?.abort()
      },
    }
  }

  /** @param passOn sends a request that cannot wait as any other */
  async #take(request: BrokerRequest, answer: PendingAnswer, passOn: (request: BrokerRequest) => void): Promise<void> {
    const { broker, random, limits, clock } = this.#deps
    if (!asksForOutbox(request)) return passOn(request)
    const permission = broker.permit(request)
    // It was counted just now.
    const counted = { ...request, client: { ...request.client, bucket: { take: () => true } } }
    if (!mayWait(request, permission)) return passOn(counted)
    const answerBy = clock.monotonicMs() + responseTimeout(request.headers, limits.answerTimeoutMs).answerTimeoutMs
    const body = await readBody(request)
    const plan = Buffer.isBuffer(body) ? planWrite(request, permission, body, random) : undefined
    if (!plan || !Buffer.isBuffer(body)) return passOn({ ...counted, body })
    const asked = toApprove({ ...request, body }, permission, plan.planned)
    const entry = await this.#keep(request, permission, plan, asked)
    const answerNow = () => {
      const current = this.#deps.repository.find(entry.id)
      if (current) answer.accept(current, permission.upstream.mode)
    }
    const stopTimer = clock.after(Math.max(0, answerBy - clock.monotonicMs()), answerNow)
    if (entry.state.name === 'sending') await this.#deliver(entry, plan.write, answer, asked)
    else this.#deps.dispatcher.wake()
    stopTimer()
    answerNow()
  }

  /** @throws Fault `OUTBOX_FULL` · `OUTBOX_UNAVAILABLE` · `OFFLINE_APPROVAL_NEEDED`: it was not kept */
  async #keep(
    request: BrokerRequest,
    permission: Permission,
    { write, planned }: { write: KeptWrite; planned: PlannedWrite },
    asked: WriteToApprove,
  ): Promise<OutboxEntry> {
    const { repository, dispatcher, opening, fingerprints, approvals, limits, clock } = this.#deps
    const seal = await opening.ready()
    const { id: upstream } = permission.upstream
    const contents = packWrite(write)
    checkRoom(repository.room, contents.length, limits)
    const order = planned.orderKey === undefined ? undefined : seal.orderOf(upstream, planned.orderKey)
    const state = accepted(clock.now())
    const cloud = fingerprints.of(upstream)
    const facts = { sequence: repository.nextSequence, order, cloud, bytes: contents.length, state }
    const waiting = entryOf(request, permission, planned, facts, this.#deps)
    const isUp = dispatcher.isUp(upstream)
    const ruling = approvals.rule(asked, isUp ? 'on-its-way' : 'not-sent')
    // Where no write may wait, none would find out that the upstream is back.
    const maySend = isUp || (ruling.outcome === 'ask' && dispatcher.mayProbe(upstream))
    const isNext = maySend && !repository.open.isBlocked(waiting)
    if (ruling.outcome === 'ask' && !isNext) throw approvals.ask(asked, ruling.reason, request.client.id)
    const entry = isNext ? { ...waiting, state: begun(state, state.since) } : waiting
    await repository.add(entry, seal.encrypt(entry, 'contents', contents))
    if (ruling.outcome === 'keep-approved') approvals.use(ruling)
    return entry
  }

  /** The client gets the upstream's own answer, if that comes in time and settles the matter: nothing is kept then. */
  #deliver(entry: OutboxEntry, write: KeptWrite, answer: PendingAnswer, asked: WriteToApprove): Promise<void> {
    return this.#deps.dispatcher.deliver(entry, write, (ending, next) => {
      const { name } = next.state
      if (!answer.isOpen) return false
      if (name !== 'sent' && name !== 'refused') return this.#turnedAway(next, answer, asked)
      answer.pass(ending)
      this.#noteAnswered(next, ending)
      return true
    })
  }

  /** Tells the client that a manager has to approve first; `false` where the write is kept. */
  #turnedAway({ upstream, client, state }: OutboxEntry, answer: PendingAnswer, asked: WriteToApprove) {
    const { approvals, dispatcher } = this.#deps
    const notSent = dispatcher.isUp(upstream) ? 'on-its-way' : 'not-sent'
    const ruling = approvals.rule(asked, state.name === 'waiting' ? notSent : 'perhaps-sent')
    if (ruling.outcome === 'ask') return () => answer.fail(approvals.ask(asked, ruling.reason, client))
    if (ruling.outcome === 'keep-approved') approvals.use(ruling)
    return false
  }

  #noteAnswered({ requestId, client, upstream, state }: OutboxEntry, ending: Ending): void {
    this.#deps.outcomes.note({
      ...{ requestId, client, upstream, state: state.name === 'sent' ? 'done' : 'refused', at: state.since },
      ...('response' in ending && { status: ending.response.status }),
      ...('code' in state && state.code !== undefined && { code: state.code }),
    })
  }
}
