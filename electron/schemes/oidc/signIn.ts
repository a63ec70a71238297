import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
} from 'openid-client'
import type { Identity } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { BrowserSignIn, SignInAttempt, SignInRequirement, SignOutResult } from '#core/scheme/browserSignIn.ts'
import type { CodeSignIn } from '#core/scheme/providerSignIn.ts'
import { isProtected, type OidcClient } from './client.ts'
import { defaultIntervalSeconds, pollDeviceCode, requestDeviceCode, verificationUrisOf } from './deviceCode.ts'
import { failureOf, toFault } from './failure.ts'
import type { GrantStore } from './grantStore.ts'
import { checkRequirement, type Expectation, requirementParameters } from './requirement.ts'
import { revokeTokens } from './revocation.ts'
import type { OidcSettings } from './settings.ts'
import { abandoned, type OidcTokens, type TokenEndpointTokens } from './tokens.ts'

interface Deps {
  client: OidcClient
  grants: GrantStore
  tokens: OidcTokens
  settings: Pick<OidcSettings, 'scopes' | 'acrValues'>
  clock: Clock
  random: Random
}

type Checks = NonNullable<Parameters<typeof authorizationCodeGrant>[2]>

/** Signs a person in by authorization code with PKCE (RFC 8252, 9700), and out. */
export class OidcSignIn implements BrowserSignIn {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  notSignedInReason(): string | undefined {
    return this.#deps.tokens.notSignedInReason
  }

  async begin(redirectUri: string, requirement: SignInRequirement = {}, subject?: string): Promise<SignInAttempt> {
    const { client, settings, random } = this.#deps
    const { scopes } = settings
    const expected = this.#expectation(requirement, subject)
    const configuration = await client.discover().catch(toFault)
    const [verifier, state, nonce] = [randomText(random, 32), randomText(random, 32), randomText(random, 32)]
    const url = authorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Without it a provider may ignore the scope (OpenID Connect Core §11).
      ...(scopes.includes('offline_access') && { prompt: 'consent' }),
      ...requirementParameters(expected),
    })
    if (!isProtected(url.origin)) throw new Fault('SIGN_IN_FAILED', 'The identity provider signs in without https.')
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
    return { url: url.href, state, complete: (response) => this.#complete(response, checks, expected) }
  }

  /**
   * Starts a sign-in by a code that the person enters on a device of their own (RFC 8628).
   *
   * @throws Fault `SIGN_IN_FAILED`
   */
  async beginWithCode(requirement: SignInRequirement, subject?: string): Promise<CodeSignIn> {
    const { client, settings, clock } = this.#deps
    const expected = this.#expectation(requirement, subject)
    const configuration = await client.discover().catch(toFault)
    const device = await requestDeviceCode(configuration, {
      scope: settings.scopes.join(' '),
      ...requirementParameters(expected),
    })
    return {
      userCode: device.user_code,
      ...verificationUrisOf(device),
      lifetimeMs: device.expires_in * 1_000,
      intervalMs: (device.interval ?? defaultIntervalSeconds) * 1_000,
      poll: async () => {
        const { generation } = this.#deps.tokens
        const askedAtMs = clock.monotonicMs()
        const granted = await pollDeviceCode(client.configuration(), device.device_code)
        if (typeof granted === 'string') return granted
        await this.#accept(configuration, granted, expected, generation, askedAtMs)
        return 'signed-in'
      },
    }
  }

  #expectation({ acrValues, maxAgeSeconds }: SignInRequirement, subject: string | undefined): Expectation {
    const { settings, clock } = this.#deps
    return { acrValues: acrValues ?? settings.acrValues, maxAgeSeconds, subject, begunAtMs: clock.monotonicMs() }
  }

  async #complete(response: URL, checks: Checks, expected: Expectation): Promise<Identity> {
    const { client, clock, tokens: current } = this.#deps
    const { generation } = current
    const configuration = await client.configuration().catch(toFault)
    const askedAtMs = clock.monotonicMs()
    const tokens = await authorizationCodeGrant(configuration, response, checks).catch(toFault)
    return this.#accept(configuration, tokens, expected, generation, askedAtMs)
  }

  /** @param generation when the tokens were asked for @throws Fault `SIGN_IN_FAILED` · the vault's faults */
  async #accept(
    configuration: Configuration,
    tokens: TokenEndpointTokens,
    expected: Expectation,
    generation: number,
    askedAtMs: number,
  ): Promise<Identity> {
    const { clock, grants, tokens: current } = this.#deps
    const claims = tokens.claims()
    if (!claims || tokens.token_type !== 'bearer')
      throw new Fault('SIGN_IN_FAILED', 'The identity provider gave a kind of token that the till agent cannot use.')
    try {
      checkRequirement(claims, expected, clock.monotonicMs())
      if (!current.isCurrent(generation)) throw new Fault('SIGN_IN_FAILED', abandoned)
      await grants.save(tokens.refresh_token, claims.sub)
    } catch (thrown) {
      await revokeTokens(configuration, tokens)
      throw thrown
    }
    current.start(tokens, askedAtMs)
    await current.headers()
    return { ...current.identity, latencyMs: clock.monotonicMs() - askedAtMs }
  }

  async signOut(): Promise<SignOutResult> {
    const { client, grants, tokens } = this.#deps
    const grant = await grants.newest().catch(() => undefined)
    const { accessToken } = tokens
    await grants.remove()
    tokens.end('Somebody signed out.')
    try {
      const configuration = await client.configuration()
      const { end_session_endpoint, revocation_endpoint } = configuration.serverMetadata()
      // Without id_token_hint: the URL is shown, and stands in the arguments of the program that opens the browser.
      const ending = end_session_endpoint ? { endSessionUrl: buildEndSessionUrl(configuration).href } : {}
      if (!revocation_endpoint) return { revocation: 'not-offered', ...ending }
      const isRevoked = await revokeTokens(configuration, {
        refresh_token: grant?.refreshToken,
        access_token: accessToken?.reveal(),
      })
      return { revocation: isRevoked ? 'done' : 'failed', ...ending }
    } catch (thrown) {
      failureOf(thrown)
      return { revocation: 'failed' }
    }
  }
}

function authorizationUrl(configuration: Configuration, parameters: Record<string, string>): URL {
  try {
    return buildAuthorizationUrl(configuration, parameters)
  } catch (thrown) {
    return toFault(thrown)
  }
}
