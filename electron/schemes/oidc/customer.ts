import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import type { SignInAttempt, SignInRequirement } from '#core/scheme/browserSignIn.ts'
import type { CodeSignIn, ProviderSteps } from '#core/scheme/providerSignIn.ts'
import type { Assessment, CustomerCredential, CustomerState } from '#core/scheme/requestAuthenticator.ts'
import type { SchemeDeps, SecretStorage } from '#core/scheme/scheme.ts'
import type { OidcClient } from './client.ts'
import { GrantStore } from './grantStore.ts'
import type { OidcSettings } from './settings.ts'
import { OidcSignIn } from './signIn.ts'
import { stepUpIn } from './stepUpChallenge.ts'
import { OidcTokens } from './tokens.ts'

interface Deps {
  client: OidcClient
  settings: OidcSettings
  deps: SchemeDeps
  baseUrl: string
  onSignedOut: () => void
}

/** A customer at the identity provider. The tokens are in memory only. */
export class OidcCustomer implements CustomerCredential, ProviderSteps {
  readonly #onSignedOut: () => void
  readonly #tokens: OidcTokens
  readonly #signIn: OidcSignIn
  readonly #closing = new AbortController()

  constructor({ client, settings, deps, baseUrl, onSignedOut }: Deps) {
    const { issuer, clientId } = settings
    const { clock, random } = deps
    const grants = new GrantStore(memoryStorage(), { issuer, clientId, baseUrl })
    this.#onSignedOut = onSignedOut
    this.#tokens = new OidcTokens(client, grants, settings, deps)
    this.#signIn = new OidcSignIn({ client, grants, tokens: this.#tokens, settings, clock, random })
  }

  get atProvider(): ProviderSteps {
    return this
  }

  get closed(): AbortSignal {
    return this.#closing.signal
  }

  get state(): CustomerState {
    return this.#tokens.subject === undefined ? 'started' : 'signed-in'
  }

  get name(): string | undefined {
    return this.#tokens.fullName
  }

  withBrowser(redirectUri: string, requirement: SignInRequirement): Promise<SignInAttempt> {
    return this.#signIn.begin(redirectUri, requirement, this.#tokens.subject)
  }

  withCode(requirement: SignInRequirement): Promise<CodeSignIn> {
    return this.#signIn.beginWithCode(requirement, this.#tokens.subject)
  }

  async authorise(): Promise<readonly string[]> {
    if (this.state === 'started') throw new Fault('CUSTOMER_UNKNOWN', 'This customer has not signed in yet.')
    try {
      return await this.#tokens.headers()
    } catch (thrown) {
      if (this.#tokens.notSignedInReason === undefined) throw thrown
      this.#onSignedOut()
      throw new Fault('CUSTOMER_UNKNOWN', this.#tokens.notSignedInReason)
    }
  }

  discard(used: readonly string[]): void {
    this.#tokens.discard(used)
  }

  assess(status: number): Assessment {
    return status === 401 ? 'renew' : 'pass'
  }

  stepUpIn(status: number, headers: readonly string[]): Fault<'STEP_UP_REQUIRED'> | undefined {
    return stepUpIn(status, headers)
  }

  /** The provider's own session in a browser goes on: it may be that of a phone. */
  async signOut(): Promise<void> {
    await this.#signIn.signOut()
  }

  close(): void {
    this.#closing.abort()
    this.#tokens.close()
  }
}

function memoryStorage(): SecretStorage {
  let stored: Secret | undefined
  return {
    read: async () => stored,
    write: async (secret) => {
      stored = secret
    },
  }
}
