import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type {
  Assessment,
  BodyAssessment,
  CustomerCredential,
  CustomerOutcome,
  CustomerState,
  CustomerSteps,
} from '#core/scheme/requestAuthenticator.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { TokenCache, type TokenOutcome } from '#core/scheme/tokenCache.ts'
import { assessCapillaryBody } from '#schemes/capillary/bodyStatus.ts'

import { type AuthEngine, authEngineName, type EngineResponse, lifetimeMsOf, type Subject } from './authEngine.ts'
import { beginSession } from './begin.ts'
import { codeTargetsOf } from './identifier.ts'
import { outcomeOf } from './outcomeCodes.ts'

type Tokens = NonNullable<EngineResponse['auth']>

/** `anew`: a new password was set, so the customer authenticates again from the start (capillary.md 4.2). */
type Phase =
  | { name: 'started'; sessionId: string }
  | { name: 'anew' }
  | { name: 'signed-in'; cache: TokenCache }
  | { name: 'closed' }

interface Deps extends Pick<SchemeDeps, 'clock' | 'random'> {
  engine: AuthEngine
  subject: Subject
  sessionId: string
  /** Who may be sent codes; by default the customer of the subject. */
  codeTargets?: readonly CodeTarget[]
  onSignedOut?: () => void
}

const tokenExpired = 1529

/** Which of the two the gateway answers for an expired token is not documented (capillary.md 4.6). */
const expiryCodes: readonly number[] = [401, 498]

const signedInAlready = 'Change the password with change-password, or sign the customer out and begin again.'

/**
 * One customer who signs in through the Auth Engine (capillary.md 4): first with the id of an Auth Engine session, then
 * with a token and what renews it: a key, or in the web family the token itself.
 */
export class CapillaryCustomerSession implements CustomerCredential, CustomerSteps {
  readonly codeTargets: readonly CodeTarget[]
  readonly #engine: AuthEngine
  readonly #subject: Subject
  readonly #deps: Pick<SchemeDeps, 'clock' | 'random'>
  #onSignedOut: () => void
  #phase: Phase
  #renewal: Secret | undefined

  constructor({ engine, subject, sessionId, codeTargets, onSignedOut = () => {}, clock, random }: Deps) {
    this.#engine = engine
    this.#subject = subject
    this.#phase = { name: 'started', sessionId }
    this.codeTargets = codeTargets ?? codeTargetsOf(subject)
    this.#deps = { clock, random }
    this.#onSignedOut = onSignedOut
  }

  get state(): CustomerState {
    return this.#phase.name === 'signed-in' ? 'signed-in' : 'started'
  }

  get steps(): CustomerSteps {
    return this
  }

  /** Sets the callback of the constructor later, for a session that was opened before it was added. */
  withOnSignedOut(onSignedOut: () => void): this {
    this.#onSignedOut = onSignedOut
    return this
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    return this.#signedInCache().headers()
  }

  discard(used: readonly string[]): void {
    if (this.#phase.name === 'signed-in') this.#phase.cache.discard(used)
  }

  assess(status: number): Assessment {
    return expiryCodes.includes(status) ? 'renew' : 'pass'
  }

  /** The gateway forwards to Capillary's calls, which may refuse inside a 200. */
  assessBody(beginning: Buffer): BodyAssessment {
    return assessCapillaryBody(beginning, expiryCodes, 'renew')
  }

  async sendCode(): Promise<CustomerOutcome> {
    const { status } = await this.#step('otp/generate')
    return status.code === 200 ? 'code-sent' : outcomeOf(status.code)
  }

  async checkCode(code: Secret): Promise<CustomerOutcome> {
    // A string: as a number it would lose its leading zeros.
    return this.#signIn(await this.#step('otp/validate', { otp: code.reveal() }))
  }

  async checkPassword(password: Secret): Promise<CustomerOutcome> {
    return this.#signIn(await this.#step('password/validate', { password: password.reveal() }))
  }

  async resetPassword(newPassword: Secret): Promise<CustomerOutcome> {
    const password = newPassword.reveal()
    const { status } = await this.#step('password/forget', { password, confirmPassword: password })
    if (status.code !== 200) return outcomeOf(status.code)
    if (this.#phase.name === 'started') this.#phase = { name: 'anew' }
    return 'code-needed'
  }

  async changePassword(password: Secret, newPassword: Secret): Promise<CustomerOutcome> {
    const cache = this.#signedInCache()
    const chosen = newPassword.reveal()
    const ask = async () => {
      const { token } = await cache.token()
      const passwords = { password: password.reveal(), newPassword: chosen, confirmPassword: chosen }
      return this.#engine.call('password/change', this.#subject, { token: token.reveal(), ...passwords })
    }
    let { status } = await ask()
    if (status.code === tokenExpired) {
      cache.discard(await cache.headers())
      status = (await ask()).status
    }
    return status.code === 200 ? 'password-changed' : outcomeOf(status.code)
  }

  /** The Auth Engine cannot end a first-factor token. It is dropped here and expires there within minutes. */
  async signOut(): Promise<void> {}

  close(): void {
    if (this.#phase.name === 'signed-in') this.#phase.cache.close()
    this.#phase = { name: 'closed' }
    this.#renewal = undefined
  }

  #signedInCache(): TokenCache {
    if (this.#phase.name === 'signed-in') return this.#phase.cache
    const remedy = 'Send the code or the password of the customer first.'
    throw new Fault('CUSTOMER_UNKNOWN', 'This customer has not finished signing in.', undefined, remedy)
  }

  async #step(
    operation: 'otp/generate' | 'otp/validate' | 'password/validate' | 'password/forget',
    more: object = {},
  ): Promise<EngineResponse> {
    return this.#engine.call(operation, this.#subject, { sessionId: await this.#sessionId(), ...more })
  }

  async #sessionId(): Promise<string> {
    switch (this.#phase.name) {
      case 'signed-in':
        throw new Fault('INVALID_INPUT', 'This customer is signed in already.', { issues: [] }, signedInAlready)
      case 'closed':
        throw this.#signedOut()
      case 'started':
        return this.#phase.sessionId
      case 'anew': {
        const begun = await beginSession(this.#engine, this.#subject)
        if (!begun) throw this.#signedOut()
        if (this.#phase.name === 'anew') this.#phase = { name: 'started', sessionId: begun.sessionId }
        return begun.sessionId
      }
    }
  }

  #signIn({ status, auth }: EngineResponse): CustomerOutcome {
    if (status.code !== 200) return outcomeOf(status.code, 'password')
    if (!auth) throw new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason: 'no token' })
    const cache = new TokenCache(
      () => this.#renew(),
      (token) => this.#headersFor(token),
      // A web token is renewed as `expiredToken`; whether one that has not expired will do is not documented.
      { ...this.#deps, renewsAhead: this.#engine.family === 'mobile' },
    )
    this.#phase = { name: 'signed-in', cache }
    const { token, lifetimeMs } = this.#accept(auth)
    cache.prime(token, lifetimeMs)
    return 'signed-in'
  }

  #accept({ token, key }: Tokens): { token: Secret; lifetimeMs: number | undefined } {
    const renewal = this.#engine.family === 'web' ? token : key
    if (renewal) this.#renewal = new Secret(renewal)
    return { token: new Secret(token), lifetimeMs: lifetimeMsOf(token) }
  }

  async #renew(): Promise<TokenOutcome> {
    if (!this.#renewal) throw this.#signedOut()
    const field = this.#engine.family === 'web' ? 'expiredToken' : 'key'
    const renewal = { [field]: this.#renewal.reveal() }
    const { status, auth } = await this.#engine.call('token/regenerate', this.#subject, renewal)
    if (status.code !== 200 && status.code !== 1504) throw this.#signedOut()
    if (auth) return { outcome: 'granted', ...this.#accept(auth) }
    return { outcome: 'unavailable', detail: `${authEngineName} renewed no token (${status.code}).` }
  }

  #headersFor(token: Secret): readonly string[] {
    const { brand, deviceId, identifierType, identifierValue } = this.#subject
    return [
      'cap_authorization',
      token.reveal(),
      'cap_brand',
      brand,
      ...(deviceId === undefined ? [] : ['cap_device_id', deviceId]),
      'cap_identifier_type',
      identifierType,
      'cap_identifier_value',
      identifierValue,
    ]
  }

  #signedOut(): Fault<'CUSTOMER_UNKNOWN'> {
    this.#onSignedOut()
    return new Fault('CUSTOMER_UNKNOWN', 'Capillary has signed this customer out.')
  }
}
