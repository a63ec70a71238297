import { Fault } from '#core/base/fault.ts'
import type { Assessment, BodyAssessment, RequestAuthenticator } from '#core/scheme/requestAuthenticator.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { lockRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { UpstreamEvents, Verdict } from '#core/upstream/upstreamEvents.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'
import type { RetryDecision } from './retryDecision.ts'

/** The registry of upstreams, as far as a request needs it. */
export type UpstreamRegistry = Pick<Upstreams, 'openLate' | 'signInNeeded'> & UpstreamEvents

/** The credential of one request, the till's or a customer's: it authenticates the request and learns from the response. */
export class RequestCredential {
  readonly #upstream: Upstream
  readonly #registry: UpstreamRegistry
  readonly #request: ExchangeRequest
  #headers: readonly string[] = []
  #session: Session | undefined

  constructor(upstream: Upstream, registry: UpstreamRegistry, request: ExchangeRequest) {
    this.#upstream = upstream
    this.#registry = registry
    this.#request = request
  }

  /** What authenticates the request, flat: name, value, …; empty before `authorise`. */
  get headers(): readonly string[] {
    return this.#headers
  }

  /** The session that the request was authorised in, unless the till's credential was replaced since. */
  get session(): Session | undefined {
    return this.#session === this.#upstream.session ? this.#session : undefined
  }

  /** Path and query as they go on the wire. */
  get path(): string {
    const { customer, path } = this.#request
    return customer?.credential.pathFor?.(path) ?? path
  }

  /**
   * Gets the headers that authenticate the request, once no proof of the credential is under way.
   *
   * @param ready called when they are there: before this returns, unless they must be fetched
   * @param fail called instead with the fault that stands for the request; a credential that was refused is locked
   */
  authorise(ready: () => void, fail: (thrown: unknown) => void): void {
    if (this.isTrusted) this.#authoriseNow(ready, fail)
    else this.#whenTrusted(() => this.#authoriseNow(ready, fail), fail)
  }

  #authoriseNow(ready: () => void, fail: (thrown: unknown) => void): void {
    const failed = (thrown: unknown) => fail(this.#toldOf(thrown))
    this.#session = this.#upstream.session
    try {
      const headers = this.#authenticator?.authorise() ?? this.#authoriseLate()
      if (headers instanceof Promise) headers.then((fetched) => this.#use(fetched, ready, fail)).catch(failed)
      else this.#use(headers, ready, fail)
    } catch (thrown) {
      failed(thrown)
    }
  }

  async #authoriseLate(): Promise<readonly string[]> {
    this.#session = await this.#registry.openLate(this.#upstream)
    const authenticator = this.#authenticator
    if (!authenticator) throw new Fault('UPSTREAM_NOT_READY', undefined, { retryAfterSeconds: 5 })
    return authenticator.authorise()
  }

  #use(headers: readonly string[], ready: () => void, fail: (thrown: unknown) => void): void {
    this.#headers = headers
    // Fetching them may have taken time.
    if (this.isTrusted) ready()
    else this.#whenTrusted(ready, fail)
  }

  /** @throws Fault `STEP_UP_REQUIRED` @param headers of the response, flat: name, value, … */
  assess(status: number, headers: readonly string[]): Assessment {
    const authenticator = this.#authenticator
    const stepUp = authenticator?.stepUpIn?.(status, headers)
    if (stepUp) throw stepUp
    return authenticator?.assess(status, this.#request.path, this.#request.mountPath) ?? 'pass'
  }

  /** Present where the body of a response may refuse the credential. */
  get assessBody(): ((beginning: Buffer) => BodyAssessment) | undefined {
    const authenticator = this.#authenticator
    return authenticator?.assessBody && ((beginning) => authenticator.assessBody?.(beginning) ?? 'pass')
  }

  /** Whether the upstream's credential may be sent: it is neither locked nor in doubt. */
  get isTrusted(): boolean {
    return !this.#upstream.locked && !this.#upstream.proof
  }

  /**
   * Finds out whether a response that was assessed as `refused` is about the till's credential.
   *
   * @param proven called later when the credential is right
   * @param fail called instead with the fault in place of the response
   */
  verify(proven: () => void, fail: (thrown: unknown) => void): void {
    const settle = (verdict: Verdict) => (verdict === 'accepted' ? proven() : fail(new Fault('UPSTREAM_LOCKED')))
    this.#suspect().then(settle).catch(fail)
  }

  /** Discards the token, where the response was decided to mean that. */
  apply(decision: RetryDecision): void {
    // The next `authorise` gets another token.
    if (decision === 'renew-and-resend' || decision === 'give-up') this.#authenticator?.discard?.(this.#headers)
  }

  /** Tells the registry what the head of a response says of the upstream and the customer. */
  onHead(status: number, headers: readonly string[]): void {
    const { id, session } = this.#upstream
    const { customer, method, path, clientId } = this.#request
    const alarm = session?.alarm?.(headers)
    if (alarm) this.#registry.raiseAlarm(id, alarm)
    if (!customer?.credential.isSignedOutBy?.(method, path, status)) return
    session?.customers?.sessions.remove(customer.handle)
    this.#registry.recordCustomer(id, clientId, 'signed-out')
  }

  /** Absent while the till has no session. */
  get #authenticator(): RequestAuthenticator | undefined {
    const { customer, user, clientId } = this.#request
    if (customer) return customer.credential
    const { session } = this.#upstream
    return user === undefined ? session : session?.users?.credentialFor(clientId, user)
  }

  #suspect(): Promise<Verdict> {
    return this.#registry.suspect(this.#upstream.id, this.#request)
  }

  /** Never throws: a bug on the way is what the caller gets then. */
  #toldOf(thrown: unknown): unknown {
    try {
      return this.#faultOf(thrown)
    } catch (bug) {
      return bug
    }
  }

  #faultOf(thrown: unknown): unknown {
    const isRefused = thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED'
    // A customer's sign-in is no matter of the person who signed in for the till.
    if (!isRefused) return (this.#request.customer ? undefined : this.#registry.signInNeeded(this.#upstream)) ?? thrown
    return lockRefused(this.#registry, this.#upstream.id, this.#session, thrown.detail)
  }

  /** @param fail called instead when the credential is locked */
  #whenTrusted(ready: () => void, fail: (thrown: unknown) => void): void {
    const { locked, proof } = this.#upstream
    if (locked) fail(new Fault('UPSTREAM_LOCKED'))
    else if (!proof) ready()
    else proof.then(() => this.#whenTrusted(ready, fail)).catch(fail)
  }
}
