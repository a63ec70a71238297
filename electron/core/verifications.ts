import type { FaultCode } from '../contract/faults.ts'
import type { Amount, CashierVerification, KeySet, Verification, VerificationStart } from '../contract/verification.ts'
import { addresseeFrom, countedAs, maskedAddressee } from './addressee.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Changes } from './changes.ts'
import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import { CodeBudget, codeLimits } from './codeBudget.ts'
import type { Checking, CodeDesk, CodeFor } from './codeDesk.ts'
import { Fault } from './fault.ts'
import type { Log } from './log.ts'
import { orLock } from './orLock.ts'
import type { Random } from './random.ts'
import { loosePath } from './routes.ts'
import type { Secret } from './secret.ts'
import type { SettingsStore } from './settings.ts'
import type { Signer } from './signer.ts'
import { Statements } from './statements.ts'
import { steadyTime } from './steadyTime.ts'
import { Turns } from './turns.ts'
import type { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'
import { afterCheck, afterSending, type End, endOf, isOpen, over } from './verification.ts'
import { VerificationBook } from './verificationBook.ts'
import { type Sealed, VerificationSecrets } from './verificationSecrets.ts'
import type { StoredVerification, VerificationStore } from './verificationStore.ts'
import { VerificationViews } from './verificationViews.ts'

interface Ports {
  upstreams: Upstreams
  settings: SettingsStore
  vault: Vault
  clock: Clock
  random: Random
  log: Log
  audit: AuditTrail
  changes: Changes
  store: VerificationStore
  signer: Signer
}

/** Who asks: a program through the POS door, or a cashier. */
export interface Asker {
  /** Absent for a cashier. */
  client?: Client
  /** For the audit trail. */
  actor: string
}

/** Faults after which the upstream has not even looked at the code. */
const unasked: readonly FaultCode[] = [
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_UNTRUSTED',
  'UPSTREAM_NOT_READY',
  'UPSTREAM_LOCKED',
  'UPSTREAM_BUSY',
]

/** A program that starts more at once sends messages to people who are not at the till (attacks.md T54). */
const mostOpen = 100

/** What an upstream that sends no more for now is given, when it does not say how long. */
const quotaPatienceSeconds = 900

/** The one place where customers are verified, whoever started it and whoever goes on (design 8). */
export class Verifications {
  readonly #ports: Ports
  readonly #now: () => number
  readonly #budget: CodeBudget
  readonly #book: VerificationBook
  /** One thing at a time for each customer, so that budgets hold for those who ask at once. */
  readonly #turns = new Turns()
  readonly #views: VerificationViews
  #opening: Promise<VerificationSecrets> | undefined

  constructor(ports: Ports) {
    this.#ports = ports
    this.#now = steadyTime(ports.clock)
    this.#budget = new CodeBudget(ports.store, this.#now)
    this.#book = new VerificationBook({ ...ports, now: this.#now, onDue: (id) => this.#due(id) })
    this.#views = new VerificationViews({
      ...{ settings: ports.settings, clock: ports.clock, now: this.#now, budget: this.#budget },
      statements: new Statements(ports.settings, () => this.#secrets()),
    })
  }

  /** How often verifications came to each end since the start, for the metrics. */
  get outcomes(): ReadonlyMap<string, number> {
    return this.#book.outcomes
  }

  /** Goes on with what an earlier run left open. */
  load(): void {
    try {
      this.#budget.tidy()
      this.#book.load()
    } catch (thrown) {
      // Each call says so again, until it can be read.
      this.#ports.log.error('verifications-not-loaded', thrown)
    }
  }

  /**
   * Sends the customer a code.
   *
   * @returns its id
   * @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · `INVALID_INPUT` · `RESEND_TOO_EARLY` ·
   * `CODES_USED_UP` · `VERIFICATIONS_UNAVAILABLE` · the upstream's and the vault's; no code went out then
   */
  async start(asker: Asker, { upstream, identifier, purpose, amount }: VerificationStart): Promise<string> {
    const desk = await this.#deskFor(asker, upstream)
    const { country } = this.#ports.settings.read().store ?? {}
    const addressee = addresseeFrom(identifier, country)
    const secrets = await this.#secrets()
    const customer = secrets.nameFor(addressee)
    this.#checkOpen(asker)
    return this.#turns.run(customer, async () => {
      const untake = this.#budget.take(customer)
      const id = `vf_${Buffer.from(this.#ports.random.bytes(16)).toString('base64url')}`
      const one: StoredVerification = {
        ...{ id, upstream, client: asker.client?.id, customer, state: 'started' },
        channel: addressee.type === 'mobile' ? 'sms' : 'email',
        maskedIdentifier: maskedAddressee(addressee),
        sealed: secrets.seal(id, { addressee, progress: undefined }),
        ...{ purpose, amount: amount as Amount | undefined },
        ...{ endsAt: this.#now() + codeLimits.lifeMs, sends: 1, tries: 0 },
      }
      this.#book.keep(one)
      const undo = () => {
        this.#book.forget(id)
        untake()
      }
      await this.#send(one, { addressee, progress: undefined }, desk, undo)
      this.#note('started', one, asker.actor)
      return id
    })
  }

  /** @throws as `start`, and Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` */
  resend(id: string, asker: Asker): Promise<void> {
    return this.#turns.run(this.#find(id, asker).customer, async () => {
      const one = this.#findOpen(id, asker)
      const desk = await this.#deskFor(asker, one.upstream)
      const sealed = await this.#unsealed(one, asker)
      if (!sealed) return
      if (one.sends >= codeLimits.sends)
        throw new Fault('CODES_USED_UP', 'No more codes can be sent for this verification.', {
          retryAfterSeconds: Math.max(1, Math.ceil((one.endsAt - this.#now()) / 1_000)),
        })
      const untake = this.#budget.take(one.customer)
      const sent = { ...one, sends: one.sends + 1 }
      this.#book.keepSilently(sent)
      const undo = () => {
        this.#book.keepSilently(one)
        untake()
      }
      await this.#send(sent, sealed, desk, undo)
    })
  }

  /**
   * A wrong code is no fault: it costs a try.
   *
   * @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` · `NOT_GRANTED` · the upstream's, when nothing was learnt
   */
  check(id: string, asker: Asker, code: Secret): Promise<void> {
    return this.#turns.run(this.#find(id, asker).customer, async () => {
      const one = this.#findOpen(id, asker)
      const desk = await this.#deskFor(asker, one.upstream)
      const sealed = await this.#unsealed(one, asker)
      if (!sealed) return
      const { addressee, progress } = sealed
      const tried = { ...one, tries: one.tries + 1 }
      // Counted before it is tried: who kills the agent meanwhile gains no try (attacks.md T54).
      this.#book.keepSilently(tried)
      let checked: Checking
      try {
        checked = await orLock(this.#ports.upstreams, one.upstream, () =>
          desk.check(addressee, one.purpose, progress, code),
        )
      } catch (thrown) {
        if (thrown instanceof Fault && unasked.includes(thrown.code)) this.#book.keepSilently(one)
        else this.#book.keep(tried)
        throw thrown
      }
      const next = afterCheck(tried, checked.outcome, this.#now())
      if (checked.outcome === 'right') {
        const secrets = await this.#secrets()
        const proof = { ...secrets.saltedHashOf(addressee), confirmedAt: this.#ports.clock.now() }
        this.#book.keep({ ...next, proof })
        checked.signIn?.(one.client)
      } else this.#book.keep(next)
      const end = endOf(next)
      if (end) this.#note(end, next, asker.actor)
    })
  }

  /** One that is over stays as it is. @throws Fault `UNKNOWN_VERIFICATION` */
  cancel(id: string, asker: Asker): Promise<void> {
    return this.#turns.run(this.#find(id, asker).customer, async () => {
      const one = this.#find(id, asker)
      if (isOpen(one)) this.#end(one, 'cancelled', asker.actor)
    })
  }

  /**
   * Counts a code that a program has the upstream send by itself, so that no customer is sent more by one way and the
   * other together. One that cannot be counted goes all the same: the program's own work must not stop for it.
   *
   * @throws Fault `CODES_USED_UP`
   */
  async countBrokered(to: CodeFor): Promise<void> {
    try {
      const { country } = this.#ports.settings.read().store ?? {}
      this.#budget.takeAtOnce((await this.#secrets()).nameFor(countedAs(to, country)))
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code === 'CODES_USED_UP') throw thrown
      this.#ports.log.warn('code-not-counted', { code: thrown.code })
    }
  }

  /** As the client may see it; waits so long for it to become something else. @throws Fault `UNKNOWN_VERIFICATION` */
  async viewFor(client: Client, id: string, waitMs = 0, gone?: AbortSignal): Promise<Verification> {
    const asker = { client, actor: '' }
    const seen = this.#find(id, asker)
    if (waitMs > 0 && isOpen(seen)) await this.#book.changeOf(seen, waitMs, gone)
    return this.#views.forClient(this.#find(id, asker), client.id)
  }

  /** @throws Fault `UNKNOWN_VERIFICATION` */
  viewForCashier(id: string): CashierVerification {
    return this.#views.forCashier(this.#find(id, { actor: '' }))
  }

  /** Those that wait for a code, the newest first. */
  open(): CashierVerification[] {
    const open = this.#book.all().filter(isOpen)
    return open.toSorted((one, other) => other.endsAt - one.endsAt).map((one) => this.#views.forCashier(one))
  }

  /** Its own, and those that a cashier started at an upstream where it may verify. */
  maySee(id: string, client: Client): boolean {
    const one = this.#book.find(id)
    if (!one) return false
    if (one.client !== undefined) return one.client === client.id
    const desk = this.#ports.upstreams.find(one.upstream)?.session?.codes
    return desk !== undefined && mayVerify(client, one.upstream, desk)
  }

  /** @throws the vault's faults */
  async keys(): Promise<KeySet> {
    return (await this.#secrets()).publicKeys()
  }

  close(): void {
    this.#book.close()
    this.#ports.store.close()
  }

  /** @param undo when certainly no code went out */
  async #send(
    one: StoredVerification,
    { addressee, progress }: Sealed,
    desk: CodeDesk,
    undo: () => void,
  ): Promise<void> {
    let sending: Awaited<ReturnType<CodeDesk['send']>>
    try {
      sending = await orLock(this.#ports.upstreams, one.upstream, () => desk.send(addressee, one.purpose, progress))
    } catch (thrown) {
      undo()
      throw thrown
    }
    if (sending.outcome === 'quota-used-up') {
      undo()
      const { retryAfterSeconds = quotaPatienceSeconds } = sending
      throw new Fault('CODES_USED_UP', 'The upstream sends this customer no more codes for now.', { retryAfterSeconds })
    }
    const secrets = await this.#secrets()
    const sealed = secrets.seal(one.id, { addressee, progress: sending.progress })
    this.#book.keep({ ...afterSending(one, sending), sealed })
  }

  /** What can be told of whom it is about no more ends it: the keychain was emptied, or the file is another's. */
  async #unsealed(one: StoredVerification, asker: Asker): Promise<Sealed | undefined> {
    const sealed = (await this.#secrets()).unseal(one.id, one.sealed ?? '')
    if (!sealed) this.#end(one, 'cancelled', asker.actor)
    return sealed
  }

  /** Ends what nobody finished in time, and forgets what was over for long enough. */
  async #due(id: string): Promise<void> {
    const one = this.#book.find(id)
    if (!one) return
    if (!isOpen(one)) return this.#book.forget(id)
    await this.#turns.run(one.customer, async () => {
      const current = this.#book.find(id)
      if (current && isOpen(current)) this.#end(current, 'expired', 'agent')
    })
  }

  #end(one: StoredVerification, state: 'expired' | 'cancelled', actor: string): void {
    this.#book.keep(over(one, state, this.#now()))
    this.#note(state, one, actor)
  }

  #note(outcome: 'started' | End, one: StoredVerification, actor: string): void {
    const detail = [one.channel, ...(one.purpose === undefined ? [] : [one.purpose])].join(', ')
    const subject = `upstream/${one.upstream}`
    this.#ports.audit.recordSoon({ event: `verification-${outcome}`, actor, subject, outcome: 'done', detail })
    this.#book.count(outcome)
  }

  /** @throws Fault `TOO_MANY_REQUESTS` */
  #checkOpen({ client }: Asker): void {
    const own = this.#book.all().filter((one) => isOpen(one) && one.client === client?.id)
    if (own.length >= mostOpen)
      throw new Fault('TOO_MANY_REQUESTS', 'Too many verifications are open.', { retryAfterSeconds: 60 })
  }

  #find(id: string, { client }: Asker): StoredVerification {
    const one = this.#book.find(id)
    if (!one || (client && !this.maySee(id, client))) throw new Fault('UNKNOWN_VERIFICATION')
    return one
  }

  #findOpen(id: string, asker: Asker): StoredVerification {
    const one = this.#find(id, asker)
    if (!isOpen(one)) throw new Fault('VERIFICATION_OVER', `This verification is over: ${one.state}.`)
    if (one.endsAt > this.#now()) return one
    this.#end(one, 'expired', 'agent')
    throw new Fault('VERIFICATION_OVER', 'This verification is over: expired.')
  }

  /** Grants are looked at each time: what was withdrawn holds for what was started before. */
  async #deskFor({ client }: Asker, upstream: string): Promise<CodeDesk> {
    // Asked first, so that nobody learns which upstreams there are.
    if (client && !client.grants.has(upstream)) throw notGranted(client, upstream)
    const { codes } = await this.#ports.upstreams.sessionOf(upstream)
    if (!codes) throw new Fault('NOT_SUPPORTED', `"${upstream}" sends customers no codes.`)
    if (client && !mayVerify(client, upstream, codes)) throw notGranted(client, upstream)
    return codes
  }

  #secrets(): Promise<VerificationSecrets> {
    this.#opening ??= VerificationSecrets.open(this.#ports).catch((thrown) => {
      this.#opening = undefined
      throw thrown
    })
    return this.#opening
  }
}

function mayVerify(client: Client, upstream: string, { route }: CodeDesk): boolean {
  const grants = client.grants.get(upstream)
  return route.methods.some((method) => grants?.allows(method, loosePath(route.path)))
}

function notGranted(client: Client, upstream: string): Fault {
  return new Fault('NOT_GRANTED', `"${client.id}" may not verify customers at "${upstream}".`)
}
