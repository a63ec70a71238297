import type { AuditEntry } from '../contract/audit.ts'
import type { ClientEntry, ClientView } from '../contract/client.ts'
import type { Grant } from '../contract/grant.ts'
import type { PairingAnswer, PairingAsked, PairingRequest, PairingView } from '../contract/pairing.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Changes } from './changes.ts'
import { clientIdFrom } from './clientId.ts'
import type { Clients } from './clients.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import { grantText } from './grantText.ts'
import { growingWaitMs } from './growingWait.ts'
import { invalid } from './issues.ts'
import { beyond, type Narrowed } from './narrowing.ts'
import { Pairing } from './pairing.ts'
import type { LocalConnection, Peers } from './peers.ts'
import type { Random } from './random.ts'
import { Secret } from './secret.ts'
import { TokenBucket } from './tokenBucket.ts'

interface Ports {
  clients: Clients
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: Changes
  peers: Peers | undefined
}

const lifeMs = 120_000
/** How long the program may still ask what became of it, and fetch its key. */
const rememberMs = 120_000
/** How long nobody may have been turned away for the next to wait no longer than the first. */
const quietMs = 3_600_000
const mostWrongSecrets = 5
/** For all programs without a key together. */
const callsPerSecond = 5
const callBurst = 10

/**
 * Local programs that ask to be let in, one at a time (design 4.1; attacks.md T25, T26). All of it is in memory: a restart
 * voids what was asked.
 */
export class Pairings {
  readonly #ports: Ports
  readonly #known = new Map<string, Pairing>()
  readonly #timers = new Map<Pairing, () => void>()
  readonly #bucket: TokenBucket
  #pending: Pairing | undefined
  /** When somebody may ask again, in monotonic milliseconds. */
  #freeAtMs = 0
  #turnedAway = 0
  #turnedAwayAtMs = 0

  constructor(ports: Ports) {
    this.#ports = ports
    this.#bucket = new TokenBucket(callsPerSecond, callBurst, ports.clock.monotonicMs())
  }

  /** Counts a call of a program without a key. @throws Fault `TOO_MANY_REQUESTS` */
  countCall(): void {
    if (this.#bucket.take(this.#ports.clock.monotonicMs())) return
    throw new Fault('TOO_MANY_REQUESTS', 'Programs without a key ask too often.', { retryAfterSeconds: 1 })
  }

  /**
   * Does not say whether what is asked for exists: whoever asks is a stranger (attacks.md T16).
   *
   * @throws Fault `PAIRING_BUSY`
   */
  async ask(request: PairingRequest, connection?: LocalConnection): Promise<PairingAsked> {
    this.#checkFree()
    const { clock, random, peers, audit } = this.#ports
    const pollSecret = Buffer.from(random.bytes(32)).toString('base64url')
    const pairing = new Pairing(request, pollSecret, clock.now() + lifeMs, random)
    const { id, comparisonCode, expiresAt } = pairing
    // From here on everybody else is refused, while the system is still asked who this is.
    this.#pending = pairing
    this.#freeAtMs = clock.monotonicMs() + lifeMs
    this.#known.set(id, pairing)
    this.#in(lifeMs, pairing, () => this.#turnAway(pairing, 'expired', 'agent', 'nobody answered'))
    pairing.program = connection && (await peers?.programAt(connection))
    if (this.#pending === pairing) {
      pairing.isShown = true
      audit.recordSoon(rowOf('pairing-asked', 'pos/unknown', pairing, askedText(pairing)))
      this.#tell(pairing)
    }
    return { pairingId: id, pollSecret, comparisonCode, expiresAt }
  }

  /** @throws Fault `UNKNOWN_PAIRING`, also when the secret is wrong */
  answer(id: string, pollSecret: string): PairingAnswer {
    const pairing = this.#known.get(id)
    if (!pairing) throw new Fault('UNKNOWN_PAIRING')
    if (pairing.opensWith(pollSecret)) return pairing.takeAnswer()
    pairing.wrongSecrets += 1
    if (pairing.wrongSecrets >= mostWrongSecrets) this.#void(pairing)
    throw new Fault('UNKNOWN_PAIRING')
  }

  pending(): PairingView[] {
    return this.#pending?.isShown ? [this.#pending.view] : []
  }

  /**
   * @param actor who decides, for the audit trail
   * @throws Fault `UNKNOWN_PAIRING` · `INVALID_INPUT` · `UNKNOWN_UPSTREAM` · the settings'; but for the first, it can still be decided then
   */
  approve(id: string, narrowed: Narrowed, actor: string): ClientView {
    const pairing = this.#pendingOf(id)
    const { clients, audit } = this.#ports
    const issues = beyond(pairing.request, narrowed)
    if (issues.length > 0) throw invalid(issues)
    const { name, grants, days } = { ...pairing.request, ...narrowed }
    const { client, key } = clients.add(this.#entryOf(name, grants, days))
    pairing.granted = { client: client.id, grants: client.grants, key: new Secret(key) }
    this.#freeAtMs = 0
    this.#turnedAway = 0
    this.#end(pairing, 'granted')
    const detail = [...client.grants.map(grantText), ...(days === undefined ? [] : [`for ${days} days`])].join(', ')
    audit.record({ event: 'pairing-granted', actor, subject: `client/${client.id}`, outcome: 'done', detail })
    return client
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  refuse(id: string, actor: string): void {
    this.#turnAway(this.#pendingOf(id), 'refused', actor)
  }

  close(): void {
    for (const pairing of [...this.#known.values()]) this.#forget(pairing)
  }

  #checkFree(): void {
    const waitMs = this.#freeAtMs - this.#ports.clock.monotonicMs()
    if (!this.#pending && waitMs <= 0) return
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000))
    const detail = this.#pending ? 'Another program is asking just now.' : undefined
    throw new Fault('PAIRING_BUSY', detail, { retryAfterSeconds })
  }

  #pendingOf(id: string): Pairing {
    if (this.#pending?.id === id && this.#pending.isShown) return this.#pending
    throw new Fault('UNKNOWN_PAIRING')
  }

  #entryOf(name: string, grants: Grant[], days: number | undefined): ClientEntry {
    const taken = new Set(this.#ports.clients.list().map(({ id }) => id))
    const life = days === undefined ? {} : { expiresAt: this.#ports.clock.now() + days * 86_400_000 }
    return { id: clientIdFrom(name, taken), name, grants, origins: [], ...life }
  }

  /** Whoever comes next waits, and longer each time: else a person is asked until they give in (attacks.md T26). */
  #turnAway(pairing: Pairing, state: 'refused' | 'expired', actor: string, detail = ''): void {
    const nowMs = this.#ports.clock.monotonicMs()
    if (nowMs - this.#turnedAwayAtMs >= quietMs) this.#turnedAway = 0
    this.#turnedAway += 1
    this.#turnedAwayAtMs = nowMs
    this.#freeAtMs = nowMs + growingWaitMs(this.#turnedAway)
    this.#end(pairing, state)
    this.#ports.audit.record(rowOf('pairing-refused', actor, pairing, detail))
  }

  /** Somebody guesses: nobody gets anything out of it any more, the program that asked included (attacks.md T25). */
  #void(pairing: Pairing): void {
    if (pairing === this.#pending) this.#turnAway(pairing, 'refused', 'agent', 'too many wrong poll secrets')
    this.#forget(pairing)
  }

  #end(pairing: Pairing, state: Exclude<Pairing['state'], 'pending'>): void {
    pairing.state = state
    this.#pending = undefined
    this.#in(rememberMs, pairing, () => this.#forget(pairing))
    this.#tell(pairing)
  }

  #forget(pairing: Pairing): void {
    this.#timers.get(pairing)?.()
    this.#timers.delete(pairing)
    this.#known.delete(pairing.id)
    if (this.#pending === pairing) this.#pending = undefined
    const { client, key } = pairing.granted ?? {}
    if (client !== undefined && key) this.#withdraw(client, key)
  }

  /** Nobody has the key that was granted, and nobody can have it any more. */
  #withdraw(client: string, key: Secret): void {
    const { clients, audit } = this.#ports
    // A person may have revoked it by now, and let another in by that name.
    if (!clients.identify(key.reveal())) return
    try {
      clients.revoke(client)
    } catch (thrown) {
      // Where the settings cannot be written it stays, for a person to revoke.
      if (thrown instanceof Fault) return
      throw thrown
    }
    const row = { actor: 'agent', subject: `client/${client}`, outcome: 'done', detail: 'its key was never fetched' }
    audit.record({ event: 'client-revoked', ...row })
  }

  #in(delayMs: number, pairing: Pairing, run: () => void): void {
    this.#timers.get(pairing)?.()
    this.#timers.set(pairing, this.#ports.clock.after(delayMs, run))
  }

  #tell({ state }: Pairing): void {
    this.#ports.changes.tell('pairings', { type: 'pairing', state })
  }
}

/** Never the name a program gave itself: a stranger chose it, and it is no fact. */
function rowOf(event: AuditEntry['event'], actor: string, { id }: Pairing, detail: string): AuditEntry {
  return { event, actor, subject: `pairing/${id}`, outcome: 'done', detail }
}

function askedText({ program }: Pairing): string {
  const { pid, path } = program ?? {}
  return [path ?? 'an unknown program', ...(pid === undefined ? [] : [`process ${pid}`])].join(', ')
}
