import type { StatementCheck, StatementVerdict } from '#contract/statement.ts'
import type { CashierVerification, KeySet, Verification, VerificationStart } from '#contract/verification.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Log } from '#core/base/log.ts'
import { monotonicEpoch } from '#core/base/monotonicEpoch.ts'
import type { Random } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import type { CodeAsker } from '#core/codes/codeSubjects.ts'
import { Codes } from '#core/codes/codes.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { ManagerPin } from '#core/settings/managerPin.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { type Requester, VerificationAccess } from './access.ts'
import { CodeChecker } from './codeChecker.ts'
import { CodeSender } from './codeSender.ts'
import { VerificationFinisher } from './finisher.ts'
import type { VerificationSecrets } from './keys/secrets.ts'
import { OpenVerifications } from './openVerifications.ts'
import { VerificationOutcomes } from './outcomes.ts'
import { type Override, VerificationOverride } from './override.ts'
import { VerificationRepository } from './repository.ts'
import { VerificationStarter } from './starter.ts'
import { Statements } from './statement.ts'
import type { VerificationStore } from './store.ts'
import { StoreHealth } from './storeHealth.ts'
import { VerificationTransitions } from './transitions.ts'
import { VerificationViews } from './views.ts'

interface Deps {
  clients: Pick<Clients, 'all' | 'hasKey'>
  upstreams: Upstreams
  settings: SettingsStore
  clock: Clock
  random: Random
  log: Log
  audit: AuditTrail
  changes: ChangeFeed
  store: VerificationStore
  managerPin: Pick<ManagerPin, 'isSet' | 'confirm'>
  secrets(): Promise<VerificationSecrets>
}

/** Verifies customers by one-time codes. A client can start what a cashier finishes, and the other way round. */
export class Verifications {
  readonly #deps: Deps
  readonly #health: StoreHealth
  readonly #codes: Codes
  readonly #statements: Statements
  readonly #repository: VerificationRepository
  readonly #outcomes: VerificationOutcomes
  readonly #access: VerificationAccess
  readonly #starter: VerificationStarter
  readonly #sender: CodeSender
  readonly #checker: CodeChecker
  readonly #finisher: VerificationFinisher
  readonly #override: VerificationOverride
  readonly #views: VerificationViews

  constructor(deps: Deps) {
    const now = monotonicEpoch(deps.clock)
    this.#health = new StoreHealth({
      ...deps,
      onChange: () => deps.changes.publish('status'),
      retry: () => {
        this.#codes.save()
        this.#repository.load()
      },
    })
    const onExpiry = (id: string) => this.#finisher.onExpiry(id)
    const watched = { ...deps, store: this.#health.store, now, lock: new KeyedLock() }
    const codes = new Codes({ ...watched, hasher: deps.secrets })
    const repository = new VerificationRepository({ ...watched, onExpiry })
    const access = new VerificationAccess({
      ...deps,
      fingerprints: new UpstreamFingerprints(deps.settings),
      repository,
    })
    const outcomes = new VerificationOutcomes(deps.audit)
    const transitions = new VerificationTransitions({ repository, outcomes, now })
    const statements = new Statements(deps)
    const { subjects, budget, overrides } = codes
    const parts = { ...watched, subjects, budget, overrides, repository, access, outcomes, transitions, statements }
    const openVerifications = new OpenVerifications(parts)
    this.#deps = deps
    this.#codes = codes
    this.#statements = statements
    this.#repository = repository
    this.#outcomes = outcomes
    this.#access = access
    this.#sender = new CodeSender({ ...parts, openVerifications })
    this.#starter = new VerificationStarter({ ...parts, openVerifications, sender: this.#sender })
    this.#checker = new CodeChecker({ ...parts, openVerifications })
    this.#finisher = new VerificationFinisher(parts)
    this.#override = new VerificationOverride({ ...parts, openVerifications })
    this.#views = new VerificationViews({ ...parts, override: this.#override })
    for (const topic of ['clients', 'upstreams'] as const)
      deps.changes.subscribe(() => void this.#removeOrphans(), topic)
  }

  /** How often each outcome was reached since the agent started, for the metrics. */
  get outcomes(): ReadonlyMap<string, number> {
    return this.#outcomes.counts
  }

  /** Whether codes can be counted and verifications kept, and what was set aside. */
  get storeHealth(): Pick<StoreHealth, 'problem' | 'setAside' | 'check'> {
    return this.#health
  }

  /** Reads what an earlier run left open. A store that cannot be read is logged here, and reported by each later call. */
  load(): void {
    try {
      this.#codes.load()
      this.#repository.load()
    } catch (thrown) {
      this.#deps.log.error('verifications-not-loaded', thrown)
    }
    void this.#removeOrphans()
  }

  /**
   * Sends the customer a code.
   *
   * @returns the verification's id
   * @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · `INVALID_INPUT` · `TOO_MANY_REQUESTS` ·
   * `RESEND_TOO_EARLY` · `CODES_USED_UP` · `DESTINATION_REFUSED` · `VERIFICATIONS_UNAVAILABLE` · the upstream's and the vault's; no code was sent then
   */
  start(requester: Requester, start: VerificationStart): Promise<string> {
    return this.#starter.start(requester, start)
  }

  /** @throws as `start`, and Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` */
  async resend(id: string, requester: Requester): Promise<void> {
    await this.#sender.resend(id, requester)
  }

  /**
   * Checks a code. A wrong code is no fault: it costs a try.
   *
   * @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` · `NOT_GRANTED` · `VERIFICATIONS_UNAVAILABLE` · the
   * upstream's, when nothing was learnt about the code · the vault's
   */
  async check(id: string, requester: Requester, code: Secret): Promise<void> {
    await this.#checker.check(id, requester, code)
  }

  /**
   * A manager confirms a customer without a code.
   *
   * @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` · `OVERRIDE_REFUSED` · `OVERRIDES_USED_UP` · `PIN_WRONG` ·
   * `PIN_BLOCKED` · `SETTINGS_UNWRITABLE` · `VERIFICATIONS_UNAVAILABLE` · the vault's
   */
  async override(id: string, requester: Requester, override: Override): Promise<void> {
    await this.#override.confirm(id, requester, override)
  }

  /** A verification in a final state keeps it. @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATIONS_UNAVAILABLE` */
  async cancel(id: string, requester: Requester): Promise<void> {
    await this.#finisher.cancel(id, requester)
  }

  /**
   * Counts the codes that a brokered request may have the upstream send, so that the limits hold for both ways together.
   *
   * @throws Fault `CODES_USED_UP` · `DESTINATION_REFUSED` · `UPSTREAM_LOCKED`
   */
  countBrokered(targets: readonly CodeTarget[], asker: CodeAsker): Promise<void> {
    return this.#codes.countBrokered(targets, asker)
  }

  /** As `Codes.leftToday`. */
  codesLeftToday(target: CodeTarget, asker: CodeAsker): Promise<number | undefined> {
    return this.#codes.leftToday(target, asker)
  }

  /** As `Codes.sentWithin`. */
  codesSentWithin(ms: number): number {
    return this.#codes.sentWithin(ms)
  }

  /** The same for codes that sign a customer in. @throws Fault `CODES_USED_UP` · `DESTINATION_REFUSED` · `UPSTREAM_LOCKED` */
  countSignIn(targets: readonly CodeTarget[], asker: CodeAsker): Promise<void> {
    return this.#codes.countSignIn(targets, asker)
  }

  /**
   * @param waitMs how long to wait for a change while the verification is open
   * @param signal ends the wait early
   * @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATIONS_UNAVAILABLE` · the vault's, when it is confirmed
   */
  viewFor(client: Client, id: string, waitMs = 0, signal?: AbortSignal): Promise<Verification> {
    return this.#views.forClient(client, id, waitMs, signal)
  }

  /** @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATIONS_UNAVAILABLE` */
  viewForCashier(id: string): CashierVerification {
    return this.#views.forCashier(id)
  }

  /** The open ones, newest first. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  open(): CashierVerification[] {
    return this.#views.allOpen()
  }

  /** Whether a client hears of this verification. */
  maySee(id: string, client: Client): boolean {
    return this.#access.maySee(id, client)
  }

  /** The clients that a cashier can name to get the statement. @throws Fault `UNKNOWN_UPSTREAM` */
  clientsOf(upstream: string): Client[] {
    return this.#access.clientsOf(upstream)
  }

  /** @throws Fault `INVALID_INPUT` for an identifier that cannot be read · the vault's */
  checkStatement(client: Client, check: StatementCheck): Promise<StatementVerdict> {
    return this.#statements.check(client, check)
  }

  /** The key that a client's server tells with whom a statement is about. @throws the vault's faults */
  statementKeyOf(client: Pick<Client, 'keyDigest'>): Promise<string> {
    return this.#statements.keyOf(client)
  }

  /** The public keys that statements are checked with. @throws the vault's faults */
  async keys(): Promise<KeySet> {
    return (await this.#deps.secrets()).publicKeys()
  }

  close(): void {
    this.#health.close()
    this.#codes.close()
    this.#repository.close()
    this.#deps.store.close()
  }

  /** Nobody can reach them any more, so a failure costs nothing; the next start removes them. */
  async #removeOrphans(): Promise<void> {
    try {
      await this.#finisher.removeOrphans()
    } catch (thrown) {
      this.#deps.log.error('verifications-not-removed', thrown)
    }
  }
}
