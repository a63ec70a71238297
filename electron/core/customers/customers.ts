import type {
  CustomerStep,
  CustomerView,
  ProviderSignInRequest,
  ProviderSignInStarted,
  SignInPolicy,
} from '#contract/customer.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import type { Redirects } from '#core/scheme/browserSignIn.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { CustomerSession } from '#core/scheme/customerSessions.ts'
import type { CustomerSignInProvider, Identifier, Registration } from '#core/scheme/customerSignIn.ts'
import type { ProviderSteps } from '#core/scheme/providerSignIn.ts'
import type { CustomerOutcome, CustomerSteps } from '#core/scheme/requestAuthenticator.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { CustomerChange } from '#core/upstream/upstreamEvents.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { ProviderSignIns, type SignInLimits } from './providerSignIns.ts'

interface Deps {
  upstreams: Upstreams
  clients: Pick<Clients, 'all'>
  changes: ChangeFeed
  clock: Clock
  limits: SignInLimits
  /** When absent, no customer signs in with a browser. */
  redirects: Redirects | undefined
  /** Counts codes that are about to be sent. @throws Fault `CODES_USED_UP` · `DESTINATION_REFUSED` */
  countCodes(targets: readonly CodeTarget[], asker: { client: string; upstream: string }): Promise<void>
}

export interface StartedCustomer extends CustomerView {
  /** Whether a password would do instead of a code. */
  registeredForPassword: boolean
  signInPolicy?: SignInPolicy
}

const auditedOutcomes: Partial<Record<CustomerOutcome, CustomerChange>> = {
  'signed-in': 'signed-in',
  'code-needed': 'password-reset',
  'password-changed': 'password-changed',
}

export interface BegunSignIn extends CustomerView {
  signIn: ProviderSignInStarted
}

/** One customer of one client. */
export interface CustomerAddress {
  upstream: string
  client: Client
  handle: string
}

/** Customers as a client sees them: only those that it signed in itself. */
export class Customers {
  readonly #deps: Deps
  readonly #signIns: ProviderSignIns

  constructor(deps: Deps) {
    this.#deps = deps
    this.#signIns = new ProviderSignIns(deps)
    deps.changes.subscribe(() => this.#endOfRevoked(), 'clients')
  }

  /** @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `TOO_MANY_REQUESTS` */
  async list(upstream: string, client: Client): Promise<CustomerView[]> {
    const { sessions } = await this.#providerFor(upstream, client)
    return sessions.list(client.keyDigest).map((session) => this.viewOf(session))
  }

  /** Ends the session here, whether or not the upstream can be told. @throws as `list`, and Fault `CUSTOMER_UNKNOWN` */
  async signOut(upstream: string, client: Client, handle: string): Promise<void> {
    const { sessions } = await this.#providerFor(upstream, client)
    const { credential } = sessions.find(handle, client.keyDigest)
    await credential.signOut()
    sessions.remove(handle)
    this.#deps.upstreams.recordCustomer(upstream, client.id, 'signed-out')
  }

  /**
   * Starts a sign-in, which `sendCode` and `step` continue.
   *
   * @throws as `list`, and Fault `INVALID_INPUT` · `UPSTREAM_NOT_READY` · `CUSTOMER_UNKNOWN`
   */
  async start(
    upstream: string,
    client: Client,
    identifier: Identifier,
    registration: Registration = {},
  ): Promise<StartedCustomer> {
    const { sessions, beginSignIn, policy } = await this.#providerFor(upstream, client)
    this.#checkGrant(upstream, client, beginSignIn)
    const started = await beginSignIn.start(identifier, registration)
    if (started.outcome === 'unknown-customer') throw customerUnknown()
    const session = sessions.add(client.keyDigest, (remove) => started.open(remove))
    const signInPolicy = policy?.()
    const { registeredForPassword } = started
    return { ...this.viewOf(session), registeredForPassword, ...(signInPolicy && { signInPolicy }) }
  }

  /**
   * Begins a sign-in at the upstream's identity provider, which `get` waits for.
   *
   * @throws as `list`, and Fault `SIGN_IN_FAILED`
   */
  async signIn(upstream: string, client: Client, request: ProviderSignInRequest): Promise<BegunSignIn> {
    const { sessions, atProvider } = await this.#providerAt(upstream, client, request)
    const session = sessions.add(client.keyDigest, (remove) => atProvider.open(remove))
    try {
      return await this.#begin(session, upstream, client, request)
    } catch (thrown) {
      sessions.remove(session.handle)
      throw thrown
    }
  }

  /** Has a customer authenticate again. They stay signed in, whatever becomes of it. @throws as `signIn`, and `CUSTOMER_UNKNOWN` */
  async stepUp({ upstream, client, handle }: CustomerAddress, request: ProviderSignInRequest): Promise<BegunSignIn> {
    const { sessions } = await this.#providerAt(upstream, client, request)
    return this.#begin(sessions.find(handle, client.keyDigest), upstream, client, request)
  }

  /**
   * A customer, once the sign-in under way has ended or the time is over.
   *
   * @throws as `list`, and Fault `CUSTOMER_UNKNOWN` · `SIGN_IN_FAILED` once for each sign-in that failed
   */
  async get({ upstream, client, handle }: CustomerAddress, waitMs: number, gone: AbortSignal): Promise<CustomerView> {
    const { sessions } = await this.#providerFor(upstream, client)
    const session = sessions.find(handle, client.keyDigest)
    try {
      await this.#signIns.wait(handle, waitMs, gone)
    } catch (thrown) {
      if (session.credential.state === 'started') sessions.remove(handle)
      throw thrown
    }
    return this.viewOf(sessions.find(handle, client.keyDigest))
  }

  viewOf({ handle, since, lastUsedAt, credential }: CustomerSession): CustomerView {
    const isSteppingUp = credential.state === 'signed-in' && this.#signIns.isPending(handle)
    return { customer: handle, state: isSteppingUp ? 'stepping-up' : credential.state, since, lastUsedAt }
  }

  /** Ends the sign-ins that are under way. */
  close(): void {
    this.#signIns.close()
  }

  /** @throws as `step`, and Fault `CODES_USED_UP` · `DESTINATION_REFUSED` */
  sendCode(upstream: string, client: Client, handle: string): Promise<CustomerStep> {
    return this.step(upstream, client, handle, async (steps) => {
      await this.#deps.countCodes(steps.codeTargets, { client: client.id, upstream })
      return steps.sendCode()
    })
  }

  /**
   * Takes one step of a sign-in. The session ends when no further step is possible.
   *
   * @param handle of the session, as `start` returned it
   * @throws as `start`; `CUSTOMER_UNKNOWN` means the handle here
   */
  async step(
    upstream: string,
    client: Client,
    handle: string,
    take: (steps: CustomerSteps) => Promise<CustomerOutcome>,
  ): Promise<CustomerStep> {
    const { sessions, beginSignIn } = await this.#providerFor(upstream, client)
    this.#checkGrant(upstream, client, beginSignIn)
    const { credential } = sessions.find(handle, client.keyDigest)
    if (!credential.steps) throw new Fault('NOT_GRANTED', `Customers of "${upstream}" sign in by other calls.`)
    const outcome = await take(credential.steps)
    const change = auditedOutcomes[outcome]
    if (change) this.#deps.upstreams.recordCustomer(upstream, client.id, change)
    if (outcome === 'tries-used-up' || outcome === 'start-again') sessions.remove(handle)
    return { outcome, state: credential.state }
  }

  /** Revoking a client, as after a theft, ends the sessions of its customers. */
  #endOfRevoked(): void {
    const { upstreams, clients } = this.#deps
    const owners = new Set(clients.all().map(({ keyDigest }) => keyDigest))
    for (const { session } of upstreams.all()) session?.customers?.sessions.removeAllBut(owners)
  }

  async #providerFor(upstream: string, client: Client): Promise<CustomerSignInProvider> {
    const { upstreams, clock } = this.#deps
    // Checked before the upstream is looked up, or the fault would tell which upstreams exist.
    if (!client.grants.has(upstream)) throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for "${upstream}".`)
    if (!client.bucket.take(clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
    const { customers } = await upstreams.sessionOf(upstream)
    if (!customers) throw new Fault('NOT_GRANTED', `No customers sign in to "${upstream}".`, undefined, nameAnother)
    return customers
  }

  /** @throws as `#providerFor`, and Fault `NOT_GRANTED` without the preset · `INVALID_INPUT` for an unknown provider */
  async #providerAt(upstream: string, client: Client, { provider }: ProviderSignInRequest) {
    const { sessions, atProvider } = await this.#providerFor(upstream, client)
    if (!atProvider) throw new Fault('NOT_GRANTED', `Customers of "${upstream}" sign in by other calls.`)
    if (!client.presets.get(upstream)?.has(atProvider.preset))
      throw new Fault('NOT_GRANTED', `"${client.id}" may not sign in customers to "${upstream}".`)
    checkProvider(provider, atProvider.providers)
    return { sessions, atProvider }
  }

  async #begin(
    session: CustomerSession,
    upstream: string,
    client: Client,
    request: ProviderSignInRequest,
  ): Promise<BegunSignIn> {
    const { atProvider } = session.credential
    if (!atProvider) throw new Fault('NOT_GRANTED', `Customers of "${upstream}" sign in by other calls.`)
    const onSignedIn = () => this.#deps.upstreams.recordCustomer(upstream, client.id, 'signed-in')
    const signIn = await this.#signIns.begin(session, this.#locking(atProvider, upstream), request, onSignedIn)
    return { ...this.viewOf(session), signIn }
  }

  /** The same steps, after which the upstream is locked if it refused the till's credential. */
  #locking(steps: ProviderSteps, upstream: string): ProviderSteps {
    return {
      closed: steps.closed,
      withCode: (asked) => steps.withCode(asked),
      withBrowser: async (redirectUri, asked) => {
        const attempt = await steps.withBrowser(redirectUri, asked)
        const complete = (url: URL) => lockIfRefused(this.#deps.upstreams, upstream, () => attempt.complete(url))
        return { ...attempt, complete }
      },
    }
  }

  #checkGrant(
    upstream: string,
    client: Client,
    beginSignIn: CustomerSignInProvider['beginSignIn'],
  ): asserts beginSignIn is NonNullable<CustomerSignInProvider['beginSignIn']> {
    if (!beginSignIn)
      throw new Fault(
        'NOT_GRANTED',
        `Customers of "${upstream}" sign in by calls through /via/${upstream}/.`,
        undefined,
        'Send the sign-in of the upstream there: the answer names the customer.',
      )
    if (!client.grants.get(upstream)?.allowsAnyOf(beginSignIn.route))
      throw new Fault('NOT_GRANTED', `"${client.id}" may not sign in customers to "${upstream}".`)
  }
}

function checkProvider(provider: string | undefined, known: readonly string[] = []): void {
  if (provider === undefined || known.includes(provider)) return
  const message =
    known.length > 0
      ? `must be one of ${known.join(', ')}`
      : 'must be left out: the upstream has no others to choose from'
  throw invalid([{ path: 'provider', message }])
}

const nameAnother = 'Name an upstream whose scheme signs customers in, such as capillary-customer.'

function customerUnknown(): Fault {
  const remedy = 'Enrol the customer, then start again.'
  return new Fault('CUSTOMER_UNKNOWN', 'The upstream knows no such customer.', undefined, remedy)
}
