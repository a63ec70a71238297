import { type Configuration, fetchUserInfo } from 'openid-client'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import type { BrowserSignIn } from '#core/scheme/browserSignIn.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { CustomerSignInProvider } from '#core/scheme/customerSignIn.ts'
import type { ProviderSignIn } from '#core/scheme/providerSignIn.ts'
import type { CredentialCheck, SchemeDeps, Session } from '#core/scheme/scheme.ts'
import { OidcClient } from './client.ts'
import { OidcCustomer } from './customer.ts'
import { failureOf } from './failure.ts'
import { GrantStore } from './grantStore.ts'
import type { OidcSettings } from './settings.ts'
import { OidcSignIn } from './signIn.ts'
import { stepUpIn } from './stepUpChallenge.ts'
import { OidcTokens } from './tokens.ts'

/** A client with this preset may sign customers in. */
export const customersPreset = 'oidc:customers'

/** A session that authenticates as a person who signed in with a browser. */
export class OidcSession implements Session {
  readonly #deps: SchemeDeps
  readonly #client: OidcClient
  readonly #grants: GrantStore
  readonly #tokens: OidcTokens
  readonly #takesStaff: boolean
  readonly browserSignIn?: BrowserSignIn
  readonly customers: CustomerSignInProvider

  constructor(settings: OidcSettings, clientSecret: Secret | undefined, deps: SchemeDeps, baseUrl: string) {
    const { issuer, clientId } = settings
    this.#deps = deps
    this.#client = new OidcClient({ issuer, clientId, clientSecret }, deps)
    this.#grants = new GrantStore(deps.storage, { issuer, clientId, baseUrl })
    this.#tokens = new OidcTokens(this.#client, this.#grants, settings, deps)
    const { clock, random } = deps
    const parts = { client: this.#client, grants: this.#grants, tokens: this.#tokens }
    this.#takesStaff = settings.signIn !== 'customers'
    if (this.#takesStaff) this.browserSignIn = new OidcSignIn({ ...parts, settings, clock, random })
    const open = (onSignedOut: () => void) =>
      new OidcCustomer({ client: this.#client, settings, deps, baseUrl, onSignedOut })
    const client = this.#client
    const atProvider: ProviderSignIn = {
      preset: customersPreset,
      get ways() {
        return client.offersCodes === false ? (['browser'] as const) : (['code', 'browser'] as const)
      },
      authenticatesAnew: true,
      open,
    }
    this.customers = { sessions: new CustomerSessions(deps), atProvider }
  }

  load(): Promise<void> {
    return this.#tokens.load()
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    if (this.#takesStaff) return this.#tokens.headers()
    const remedy = 'Sign the customer in first, and send the handle that came back as Till-Agent-Customer.'
    throw new Fault('CUSTOMER_UNKNOWN', 'The request names no customer.', undefined, remedy)
  }

  discard(used: readonly string[]): void {
    this.#tokens.discard(used)
  }

  /** Never `locked`: a refused token is no wrong password. */
  assess(status: number): 'pass' | 'renew' {
    return status === 401 ? 'renew' : 'pass'
  }

  stepUpIn(status: number, headers: readonly string[]): Fault<'STEP_UP_REQUIRED'> | undefined {
    return stepUpIn(status, headers)
  }

  close(): void {
    this.customers.sessions.close()
    this.#tokens.close()
  }

  /** Asks the identity provider, and who is signed in if it can say; the upstream itself is not asked. */
  async probe(): Promise<CredentialCheck> {
    const { clock } = this.#deps
    const askedAtMs = clock.monotonicMs()
    try {
      const configuration = await this.#client.discover()
      if (this.#takesStaff && this.#tokens.notSignedInReason === undefined) {
        await this.#tokens.headers()
        await this.#fetchPerson(configuration)
      }
      return { outcome: 'accepted', identity: { ...this.#tokens.identity, latencyMs: clock.monotonicMs() - askedAtMs } }
    } catch (thrown) {
      if (thrown instanceof Fault) {
        const outcome = thrown.code === 'CREDENTIAL_REFUSED' ? 'refused' : 'unverified'
        return { outcome, detail: thrown.detail, remedy: thrown.remedy }
      }
      const { detail, remedy } = failureOf(thrown)
      return { outcome: 'unverified', detail, remedy }
    }
  }

  async #fetchPerson(configuration: Configuration): Promise<void> {
    const subject = (await this.#grants.stored())?.subject
    const { accessToken } = this.#tokens
    if (!configuration.serverMetadata().userinfo_endpoint || !accessToken || !subject) return
    this.#tokens.namePerson(await fetchUserInfo(configuration, accessToken.reveal(), subject))
  }
}
