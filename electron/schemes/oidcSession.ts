import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  refreshTokenGrant,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
  tokenRevocation,
} from 'openid-client'
import type { Identity } from '../contract/upstream.ts'
import { Fault } from '../core/fault.ts'
import type { Proof, SchemePorts, Session } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import type { Attempt, Portal, SignedOut } from '../core/signIn.ts'
import { TokenKeeper, type TokenOutcome } from '../core/tokens.ts'
import { isProtected, OidcClient } from './oidcClient.ts'
import { type Failure, failureOf } from './oidcFailure.ts'
import { keptGrant, type OidcGrant, sealedGrant } from './oidcGrant.ts'

export interface OidcSettings {
  issuer: string
  clientId: string
  scopes: string[]
  sendIdTokenAs?: string | undefined
  brand?: string | undefined
}

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers

interface IdToken {
  token: Secret
  /** On the clock that never jumps. */
  endsAtMs: number
}

const nobody = 'Nobody has signed in yet.'
const ranOut = 'The sign-in ran out: the identity provider gave nothing to renew it with.'
const givenUp = 'The sign-in was given up meanwhile.'

/** A token that was refused this soon is no older than what a new one would be. */
const freshMs = 5_000

/** A person signed in at an identity provider, for as long as the provider lets the till go on. */
export class OidcSession implements Session, Portal {
  readonly #settings: OidcSettings
  readonly #ports: SchemePorts
  readonly #client: OidcClient
  readonly #for: Pick<OidcGrant, 'issuer' | 'clientId' | 'baseUrl'>
  #keeper: TokenKeeper
  /** Why somebody has to sign in. */
  #lack: string | undefined = nobody
  /** What was just given and not yet used. */
  #given: TokenOutcome | undefined
  #accessToken: Secret | undefined
  #idToken: IdToken | undefined
  #person: string | undefined
  #givenAtMs = 0
  #canRenew = false
  /** A newer grant than the vault's, which would not take it. */
  #unkept: OidcGrant | undefined
  /** Grows whenever who is signed in changes: what comes back later belongs to nobody. */
  #era = 0
  #isClosed = false

  constructor(settings: OidcSettings, clientSecret: Secret | undefined, ports: SchemePorts, baseUrl: string) {
    const { issuer, clientId } = settings
    this.#settings = settings
    this.#ports = ports
    this.#client = new OidcClient({ issuer, clientId, clientSecret }, ports)
    this.#for = { issuer, clientId, baseUrl }
    this.#keeper = this.#newKeeper()
  }

  get signIn(): Portal {
    return this
  }

  async restore(): Promise<void> {
    const grant = keptGrant(await this.#ports.memory.read(), this.#for)
    this.#canRenew = grant !== undefined
    this.#lack = grant ? undefined : nobody
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    if (this.#lack !== undefined) throw new Fault('UPSTREAM_NOT_READY', this.#lack, { retryAfterSeconds: 60 })
    return this.#keeper.headers()
  }

  renew(used: readonly string[]): void {
    const isFresh = this.#ports.clock.monotonicMs() - this.#givenAtMs < freshMs
    if (this.#canRenew && !isFresh) this.#keeper.discard(used)
  }

  /** A refused token is nobody's wrong password, so nothing is locked. */
  judge(status: number): 'pass' | 'renew' {
    return status === 401 ? 'renew' : 'pass'
  }

  needed(): string | undefined {
    return this.#lack
  }

  close(): void {
    this.#isClosed = true
    this.#keeper.close()
  }

  async begin(redirectUri: string): Promise<Attempt> {
    const { scopes } = this.#settings
    const configuration = await this.#client.discover().catch(asFault)
    const [verifier, state, nonce] = [this.#randomText(), this.#randomText(), this.#randomText()]
    const parameters = {
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // OpenID Connect Core 11: without it the scope may be ignored.
      ...(scopes.includes('offline_access') && { prompt: 'consent' }),
    }
    const url = orFault(() => buildAuthorizationUrl(configuration, parameters))
    if (!isProtected(url.origin)) throw new Fault('SIGN_IN_FAILED', 'The identity provider signs in without https.')
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
    return { url: url.href, finish: (answer) => this.#finish(configuration, answer, checks) }
  }

  async #finish(
    configuration: Configuration,
    answer: URL,
    checks: NonNullable<Parameters<typeof authorizationCodeGrant>[2]>,
  ): Promise<Identity> {
    const { clock } = this.#ports
    const era = this.#era
    const askedAtMs = clock.monotonicMs()
    const tokens = await authorizationCodeGrant(configuration, answer, checks).catch(asFault)
    const claims = tokens.claims()
    if (!claims || tokens.token_type !== 'bearer')
      throw new Fault('SIGN_IN_FAILED', 'The identity provider gave a kind of token that the till agent cannot use.')
    if (this.#isClosed || era !== this.#era) {
      await this.#revoke(configuration, tokens)
      throw new Fault('SIGN_IN_FAILED', givenUp)
    }
    try {
      await this.#keep(tokens.refresh_token, claims.sub)
    } catch (thrown) {
      await this.#revoke(configuration, tokens)
      throw thrown
    }
    this.#begin()
    this.#lack = undefined
    this.#person = personIn(claims)
    this.#given = this.#granted(tokens, askedAtMs)
    // Its life is counted from now on.
    await this.#keeper.headers()
    return { ...this.#who(), latencyMs: clock.monotonicMs() - askedAtMs }
  }

  async signOut(): Promise<SignedOut> {
    const { memory } = this.#ports
    const grant = this.#unkept ?? keptGrant(await memory.read().catch(() => undefined), this.#for)
    const accessToken = this.#accessToken
    await memory.write(undefined)
    this.#begin()
    this.#lack = 'Somebody signed out.'
    this.#canRenew = false
    try {
      const configuration = await this.#client.configuration()
      const { end_session_endpoint, revocation_endpoint } = configuration.serverMetadata()
      // Without id_token_hint: the URL is shown, and stands in the arguments of whatever opens the browser.
      const ending = end_session_endpoint ? { endSessionUrl: buildEndSessionUrl(configuration).href } : {}
      if (!revocation_endpoint) return { revocation: 'not-offered', ...ending }
      const tokens = { refresh_token: grant?.refreshToken, access_token: accessToken?.reveal() }
      return { revocation: (await this.#revoke(configuration, tokens)) ? 'done' : 'failed', ...ending }
    } catch (thrown) {
      failureOf(thrown)
      return { revocation: 'failed' }
    }
  }

  async probe(): Promise<Proof> {
    const { clock } = this.#ports
    const askedAtMs = clock.monotonicMs()
    try {
      const configuration = await this.#client.discover()
      if (this.#lack === undefined) {
        await this.#keeper.headers()
        await this.#askWho(configuration)
      }
      return { outcome: 'accepted', identity: { ...this.#who(), latencyMs: clock.monotonicMs() - askedAtMs } }
    } catch (thrown) {
      if (thrown instanceof Fault) {
        const outcome = thrown.code === 'CREDENTIAL_REFUSED' ? 'refused' : 'unproven'
        return { outcome, detail: thrown.detail, remedy: thrown.remedy }
      }
      const { detail, remedy } = failureOf(thrown)
      return { outcome: 'unproven', detail, remedy }
    }
  }

  async #askWho(configuration: Configuration): Promise<void> {
    const subject = keptGrant(await this.#ports.memory.read(), this.#for)?.subject
    if (!configuration.serverMetadata().userinfo_endpoint || !this.#accessToken || !subject) return
    this.#person = personIn(await fetchUserInfo(configuration, this.#accessToken.reveal(), subject))
  }

  #who(): Pick<Identity, 'organisation' | 'person'> {
    return { organisation: new URL(this.#settings.issuer).host, ...(this.#person && { person: this.#person }) }
  }

  #newKeeper(): TokenKeeper {
    return new TokenKeeper(
      () => this.#next(),
      (token) => this.#headersWith(token),
      this.#ports,
    )
  }

  #headersWith(token: Secret): string[] {
    const { sendIdTokenAs, brand } = this.#settings
    return [
      'Authorization',
      `Bearer ${token.reveal()}`,
      ...(sendIdTokenAs && this.#idToken ? [sendIdTokenAs, this.#idToken.token.reveal()] : []),
      ...(brand ? ['CAP_BRAND', brand] : []),
    ]
  }

  async #next(): Promise<TokenOutcome> {
    const given = this.#given
    this.#given = undefined
    return given ?? this.#refresh()
  }

  /** The refresh token is used up by this (RFC 9700 §4.14.2), so one that came in its place is kept before all else. */
  async #refresh(): Promise<TokenOutcome> {
    const era = this.#era
    const grant = this.#unkept ?? keptGrant(await this.#ports.memory.read(), this.#for)
    if (!grant) return this.#lose(ranOut)
    const askedAtMs = this.#ports.clock.monotonicMs()
    try {
      const configuration = await this.#client.configuration()
      const tokens = await refreshTokenGrant(configuration, grant.refreshToken)
      if (era !== this.#era) {
        await this.#revoke(configuration, tokens)
        return { outcome: 'unavailable', detail: givenUp }
      }
      const { sub = grant.subject } = tokens.claims() ?? {}
      if (sub !== grant.subject) return this.#lose('The identity provider answered for another person.')
      if (tokens.refresh_token !== undefined) await this.#keepAnyhow(tokens.refresh_token, sub)
      return this.#granted(tokens, askedAtMs)
    } catch (thrown) {
      return this.#outcomeOf(failureOf(thrown), era)
    }
  }

  #outcomeOf({ mends, detail, retryAfterMs }: Failure, era: number): TokenOutcome {
    if (mends === 'client') return { outcome: 'refused', detail }
    if (mends === 'person' && era === this.#era) return this.#lose(`${detail} The sign-in has ended.`)
    return { outcome: 'unavailable', detail, retryAfterMs }
  }

  #lose(lack: string): TokenOutcome {
    this.#lack = lack
    return { outcome: 'unavailable', detail: lack }
  }

  #granted(tokens: Tokens, askedAtMs: number): TokenOutcome {
    const { exp, iat } = tokens.claims() ?? {}
    if (tokens.id_token && exp !== undefined && iat !== undefined)
      this.#idToken = { token: new Secret(tokens.id_token), endsAtMs: askedAtMs + (exp - iat) * 1000 }
    const lives: number[] = tokens.expires_in === undefined ? [] : [tokens.expires_in * 1000]
    if (this.#settings.sendIdTokenAs) {
      // A provider need not give a new one; the old one is good until its end.
      const left = (this.#idToken?.endsAtMs ?? 0) - askedAtMs
      if (left <= 0) return this.#lose('The identity provider gave no new ID token.')
      lives.push(left)
    }
    this.#accessToken = new Secret(tokens.access_token)
    this.#givenAtMs = askedAtMs
    return {
      outcome: 'granted',
      token: this.#accessToken,
      lifetimeMs: lives.length > 0 ? Math.min(...lives) : undefined,
    }
  }

  async #keep(refreshToken: string | undefined, subject: string): Promise<void> {
    const grant = refreshToken === undefined ? undefined : { ...this.#for, refreshToken, subject }
    await this.#ports.memory.write(grant && sealedGrant(grant))
    this.#canRenew = grant !== undefined
    this.#unkept = undefined
  }

  /** A keychain that is locked just now must not cost the sign-in: the next renewal tries again. */
  async #keepAnyhow(refreshToken: string, subject: string): Promise<void> {
    try {
      await this.#keep(refreshToken, subject)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      this.#unkept = { ...this.#for, refreshToken, subject }
    }
  }

  #begin(): void {
    this.#era += 1
    this.#keeper.close()
    this.#keeper = this.#newKeeper()
    this.#unkept = undefined
    this.#given = undefined
    this.#accessToken = undefined
    this.#idToken = undefined
    this.#person = undefined
  }

  /** @returns whether the provider took it */
  async #revoke(
    configuration: Configuration,
    tokens: { [Name in 'refresh_token' | 'access_token']?: string | undefined },
  ) {
    if (!configuration.serverMetadata().revocation_endpoint) return false
    try {
      for (const name of ['refresh_token', 'access_token'] as const) {
        const token = tokens[name]
        if (token !== undefined) await tokenRevocation(configuration, token, { token_type_hint: name })
      }
      return true
    } catch (thrown) {
      failureOf(thrown)
      return false
    }
  }

  #randomText(): string {
    return Buffer.from(this.#ports.random.bytes(32)).toString('base64url')
  }
}

function orFault<Made>(make: () => Made): Made {
  try {
    return make()
  } catch (thrown) {
    return asFault(thrown)
  }
}

function asFault(thrown: unknown): never {
  const { detail, remedy } = failureOf(thrown)
  throw new Fault('SIGN_IN_FAILED', detail, undefined, remedy)
}

function personIn(claims: Record<string, unknown>): string | undefined {
  const named = [claims.preferred_username, claims.email, claims.name, claims.sub]
  return named.find((name): name is string => typeof name === 'string' && name !== '')?.slice(0, 100)
}
