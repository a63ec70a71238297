import type { CounterCustomer, CustomerSignInOffer, ProviderSignInRequest } from '#contract/customer.ts'
import { Fault } from '#core/base/fault.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import { maskEmail, maskMobile } from '#core/personalData/masking.ts'
import type { CustomerSession, CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { BegunSignIn, Customers } from './customers.ts'
import type { SignInLimits } from './providerSignIns.ts'

interface Deps {
  upstreams: Upstreams
  clients: Pick<Clients, 'all' | 'list' | 'named'>
  customers: Customers
  limits: SignInLimits
}

/** Customers as staff see them at the counter: those of every client. */
export class CounterCustomers {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** An upstream where staff sign in as well is offered once a client may sign customers in. */
  offers(): CustomerSignInOffer[] {
    const { upstreams, clients } = this.#deps
    const names = new Map(clients.list().map(({ id, name }) => [id, name]))
    return upstreams.all().flatMap((upstream) => {
      const { customers, browserSignIn } = upstream.session ?? {}
      const { ways = [], providers = [] } = customers?.atProvider ?? {}
      const granted = this.#clientsOf(upstream).map(({ id }) => ({ id, name: names.get(id) ?? id }))
      if (ways.length === 0 || (browserSignIn && granted.length === 0)) return []
      return [{ upstream: upstream.id, ways: [...ways], providers: [...providers], clients: granted }]
    })
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `UPSTREAM_LOCKED` · `NOT_SUPPORTED` */
  async list(upstream: string): Promise<CounterCustomer[]> {
    const sessions = await this.#sessionsOf(upstream)
    return this.#deps.clients
      .all()
      .flatMap((client) => sessions.list(client.keyDigest).map((session) => this.#viewOf(session, client)))
      .toSorted((a, b) => a.since - b.since)
  }

  /**
   * Begins a sign-in, which `finished` waits for. A counter's browser serves many customers, so the provider is told to ask
   * each of them for a password where it can be.
   *
   * @throws Fault `UNKNOWN_CLIENT` · as `Customers.signIn`
   */
  async signIn(
    upstream: string,
    clientId: string,
    request: ProviderSignInRequest,
  ): Promise<CounterCustomer & Pick<BegunSignIn, 'signIn'>> {
    const { upstreams, clients, customers } = this.#deps
    const client = clients.named(clientId)
    const isAnew = upstreams.find(upstream)?.session?.customers?.atProvider?.authenticatesAnew === true
    const begun = await customers.signIn(upstream, client, {
      ...(request.by === 'browser' && isAnew && { maxAgeSeconds: 0 }),
      ...request,
    })
    return { ...begun, client: client.id }
  }

  /**
   * The customer, once the sign-in under way has ended.
   *
   * @param gone gives it up
   * @throws as `list`, and Fault `CUSTOMER_UNKNOWN` · `SIGN_IN_FAILED`
   */
  async finished(upstream: string, handle: string, gone?: AbortSignal): Promise<CounterCustomer> {
    const { session, client, sessions } = await this.#find(upstream, handle)
    const { customers, limits } = this.#deps
    const { state } = await customers.get(
      { upstream, client, handle },
      Math.max(limits.browserSignInTimeoutMs, limits.codeSignInTimeoutMs),
      gone ?? new AbortController().signal,
    )
    if (state !== 'started') return this.#viewOf(session, client)
    sessions.remove(handle)
    throw new Fault('SIGN_IN_FAILED', 'The sign-in was given up.')
  }

  /** @throws as `list`, and Fault `CUSTOMER_UNKNOWN` */
  async signOut(upstream: string, handle: string): Promise<void> {
    const { session, sessions } = await this.#find(upstream, handle)
    await session.credential.signOut()
    sessions.remove(handle)
  }

  #clientsOf(upstream: Upstream): Client[] {
    const preset = upstream.session?.customers?.atProvider?.preset ?? ''
    return this.#deps.clients.all().filter(({ presets }) => presets.get(upstream.id)?.has(preset))
  }

  async #sessionsOf(upstream: string): Promise<CustomerSessions> {
    const { customers } = await this.#deps.upstreams.sessionOf(upstream)
    if (!customers) throw new Fault('NOT_SUPPORTED', `No customers sign in to "${upstream}".`)
    return customers.sessions
  }

  async #find(
    upstream: string,
    handle: string,
  ): Promise<{ session: CustomerSession; client: Client; sessions: CustomerSessions }> {
    const sessions = await this.#sessionsOf(upstream)
    for (const client of this.#deps.clients.all()) {
      const session = sessions.list(client.keyDigest).find((candidate) => candidate.handle === handle)
      if (session) return { session, client, sessions }
    }
    throw new Fault('CUSTOMER_UNKNOWN')
  }

  #viewOf(session: CustomerSession, client: Client): CounterCustomer {
    const { name } = session.credential
    return {
      ...this.#deps.customers.viewOf(session),
      client: client.id,
      ...(name && { name: maskedIfReachable(name) }),
    }
  }
}

/** A provider may name people by an address or a number, of which the counter shows no more than of any other. */
function maskedIfReachable(name: string): string {
  if (name.includes('@')) return maskEmail(name)
  return /^\+?[\d\s().-]{6,}$/.test(name) ? maskMobile(name) : name
}
