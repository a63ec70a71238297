import type { AuditEntry } from '#contract/audit.ts'
import type { ClientEntry, ClientView } from '#contract/client.ts'
import type { Grant } from '#contract/grant.ts'
import type { PairingAnswer, PairingAsked, PairingRequest, PairingView } from '#contract/pairing.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'
import { clientIdFrom } from './clientId.ts'
import { digestOf } from './clientKey.ts'
import type { Clients } from './clients.ts'
import { exceedsRequest, type ReducedGrants } from './grantSubset.ts'
import { grantText } from './grantText.ts'
import { Pairing, shown } from './pairing.ts'
import { PairingBackoff } from './pairingBackoff.ts'
import type { LocalConnection, Peers, ProgramState } from './peers.ts'
import { resembling } from './resemblance.ts'

interface Deps {
  clients: Clients
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: ChangeFeed
  peers: Peers | undefined
}

/** A person has this long to decide. */
const decisionMs = 120_000
/** After the decision the program has this long to ask for the result, and to fetch its key. */
const resultMs = 120_000
const maxWrongSecrets = 5
/** For all programs without a key together. */
const callsPerSecond = 5
const callBurst = 10

/** Local programs that ask for a key, one at a time (attacks.md T25, T26). In memory only: a restart cancels a pairing. */
export class Pairings {
  readonly #deps: Deps
  readonly #known = new Map<string, Pairing>()
  readonly #timers = new Map<Pairing, () => void>()
  readonly #bucket: TokenBucket
  readonly #backoff = new PairingBackoff()
  #pending: Pairing | undefined

  constructor(deps: Deps) {
    this.#deps = deps
    this.#bucket = new TokenBucket(callsPerSecond, callBurst, deps.clock.monotonicMs())
  }

  /** Counts a call of a program without a key. @throws Fault `TOO_MANY_REQUESTS` */
  countCall(): void {
    if (this.#bucket.take(this.#deps.clock.monotonicMs())) return
    throw new Fault('TOO_MANY_REQUESTS', 'Programs without a key ask too often.', { retryAfterSeconds: 1 })
  }

  /**
   * Starts a pairing. Does not tell whether the requested upstreams exist: the caller is unauthenticated (attacks.md T16).
   *
   * @throws Fault `PAIRING_BUSY`
   */
  async ask(request: PairingRequest, connection?: LocalConnection): Promise<PairingAsked> {
    this.#checkFree()
    const { clients, clock, random, peers, audit } = this.#deps
    const pollSecret = randomText(random, 32)
    const pairing = new Pairing(request, pollSecret, clock.now() + decisionMs, random)
    const { id, comparisonCode, expiresAt } = pairing
    // All other programs are refused from now on, while the system still looks up which program this is.
    this.#pending = pairing
    this.#backoff.askedUntil(clock.monotonicMs() + decisionMs)
    this.#known.set(id, pairing)
    this.#schedule(decisionMs, pairing, () => this.#refuse(pairing, 'expired', 'agent', 'nobody answered'))
    const [program, resembles] = await Promise.all([
      connection && peers?.programAt(connection),
      resembling(request.name, clients.list()),
    ])
    Object.assign(pairing, { program, resembles })
    if (this.#pending === pairing) {
      pairing.isShown = true
      audit.recordSoon(rowOf('pairing-asked', 'pos/unknown', pairing, programText(pairing)))
      this.#publish(pairing)
    }
    return { pairingId: id, pollSecret, comparisonCode, expiresAt }
  }

  /** @throws Fault `UNKNOWN_PAIRING`, also when the secret is wrong */
  answer(id: string, pollSecret: string): PairingAnswer {
    const pairing = this.#known.get(id)
    if (!pairing) throw new Fault('UNKNOWN_PAIRING')
    if (pairing.hasSecret(pollSecret)) return this.#handOver(pairing)
    pairing.wrongSecrets += 1
    if (pairing.wrongSecrets >= maxWrongSecrets) this.#cancel(pairing)
    throw new Fault('UNKNOWN_PAIRING')
  }

  pending(): PairingView[] {
    return this.#pending?.isShown ? [this.#pending.view] : []
  }

  /**
   * @param actor who decides, for the audit trail
   * @throws Fault `UNKNOWN_PAIRING`, also when the process is another program than the person saw; or, and the pairing can
   * still be decided then, `INVALID_INPUT` · `UNKNOWN_UPSTREAM` · the faults of the settings
   */
  async approve(id: string, reduced: ReducedGrants, actor: string): Promise<ClientView> {
    const state = await this.#programState(this.#pendingOf(id))
    // Somebody may have decided meanwhile.
    const pairing = this.#pendingOf(id)
    if (state === 'another-program') {
      this.#refuse(pairing, 'refused', 'agent', 'the process has become another program')
      throw new Fault('UNKNOWN_PAIRING')
    }
    return this.#grant(pairing, reduced, actor, state === 'ended' ? ['the process that asked has ended'] : [])
  }

  #grant(pairing: Pairing, reduced: ReducedGrants, actor: string, remarks: readonly string[]): ClientView {
    const { clients, audit } = this.#deps
    const issues = exceedsRequest(pairing.request, reduced)
    if (issues.length > 0) throw invalid(issues)
    const { name, grants, days } = { ...pairing.request, ...reduced }
    const { client, key } = clients.addPaired(this.#entryOf(name, grants, days))
    pairing.granted = { client: client.id, grants: client.grants, key: new Secret(key) }
    this.#backoff.granted()
    this.#end(pairing, 'granted')
    const period = days === undefined ? [] : [`for ${days} days`]
    const detail = [...client.grants.map(grantText), ...period, ...remarks].join(', ')
    audit.record({ event: 'pairing-granted', actor, subject: `client/${client.id}`, outcome: 'done', detail })
    return client
  }

  async #programState({ program }: Pairing): Promise<ProgramState> {
    return (program && (await this.#deps.peers?.stateOf(program))) ?? 'unknown'
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  refuse(id: string, actor: string): void {
    this.#refuse(this.#pendingOf(id), 'refused', actor)
  }

  /** Withdraws the clients whose key was in the memory of an earlier run. Where that cannot be written, the next start does. */
  withdrawLost(): void {
    try {
      for (const client of this.#deps.clients.withdrawUnfetched()) this.#recordRevoked(client)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  close(): void {
    for (const pairing of [...this.#known.values()]) this.#forget(pairing)
  }

  /** Noted before it leaves: after a kill in between nobody has the key, and nobody else can be given it. */
  #handOver(pairing: Pairing): PairingAnswer {
    const answer = pairing.takeAnswer()
    if (answer.key !== undefined) this.#deps.clients.noteFetched(answer.key)
    return answer
  }

  #checkFree(): void {
    const waitMs = this.#backoff.waitMs(this.#deps.clock.monotonicMs())
    if (!this.#pending && waitMs <= 0) return
    const detail = this.#pending ? 'Another program is asking just now.' : undefined
    throw new Fault('PAIRING_BUSY', detail, { retryAfterSeconds: retryAfterSeconds(waitMs) })
  }

  #pendingOf(id: string): Pairing {
    if (this.#pending?.id === id && this.#pending.isShown) return this.#pending
    throw new Fault('UNKNOWN_PAIRING')
  }

  #entryOf(name: string, grants: Grant[], days: number | undefined): ClientEntry {
    const taken = new Set(this.#deps.clients.list().map(({ id }) => id))
    const expiry = days === undefined ? {} : { expiresAt: this.#deps.clock.now() + days * 86_400_000 }
    return { id: clientIdFrom(name, taken), name, grants, origins: [], ...expiry }
  }

  #refuse(pairing: Pairing, state: 'refused' | 'expired', actor: string, detail = ''): void {
    this.#backoff.refused(this.#deps.clock.monotonicMs())
    this.#end(pairing, state)
    this.#deps.audit.record(rowOf('pairing-refused', actor, pairing, detail))
  }

  /** A caller guesses the poll secret: from now on nobody gets a result, not even the program that asked (attacks.md T25). */
  #cancel(pairing: Pairing): void {
    if (pairing === this.#pending) this.#refuse(pairing, 'refused', 'agent', 'too many wrong poll secrets')
    this.#forget(pairing)
  }

  #end(pairing: Pairing, state: Exclude<Pairing['state'], 'pending'>): void {
    pairing.state = state
    this.#pending = undefined
    this.#schedule(resultMs, pairing, () => this.#forget(pairing))
    this.#publish(pairing)
  }

  #forget(pairing: Pairing): void {
    this.#timers.get(pairing)?.()
    this.#timers.delete(pairing)
    this.#known.delete(pairing.id)
    if (this.#pending === pairing) this.#pending = undefined
    const { client, key } = pairing.granted ?? {}
    if (client !== undefined && key) this.#revokeUnfetched(client, key)
  }

  /** No program has fetched this key, and none can fetch it any more. */
  #revokeUnfetched(client: string, key: Secret): void {
    const { clients } = this.#deps
    // A person may have revoked this client and added another one of the same name.
    if (!clients.hasKey(digestOf(key.reveal()))) return
    try {
      clients.revoke(client)
    } catch (thrown) {
      // The settings cannot be written: the client stays until the next start.
      if (thrown instanceof Fault) return
      throw thrown
    }
    this.#recordRevoked(client)
  }

  #recordRevoked(client: string): void {
    const row = { actor: 'agent', subject: `client/${client}`, outcome: 'done', detail: 'its key was never fetched' }
    this.#deps.audit.record({ event: 'client-revoked', ...row })
  }

  #schedule(delayMs: number, pairing: Pairing, run: () => void): void {
    this.#timers.get(pairing)?.()
    this.#timers.set(pairing, this.#deps.clock.after(delayMs, run))
  }

  #publish({ state }: Pairing): void {
    this.#deps.changes.publish('pairings', { type: 'pairing', state })
  }
}

/** Leaves out the name of the program: an unauthenticated caller chose it, so it is no fact. */
function rowOf(event: AuditEntry['event'], actor: string, { id }: Pairing, detail: string): AuditEntry {
  return { event, actor, subject: `pairing/${id}`, outcome: 'done', detail }
}

function programText({ program }: Pairing): string {
  const { pid, path } = program ? shown(program) : {}
  return [path ?? 'an unknown program', ...(pid === undefined ? [] : [`process ${pid}`])].join(', ')
}
