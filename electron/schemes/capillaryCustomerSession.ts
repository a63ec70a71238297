import type { CodeFor } from '../core/codeDesk.ts'
import type { CustomerCredential, CustomerOutcome, CustomerState, CustomerSteps, Verdict } from '../core/customer.ts'
import { Fault } from '../core/fault.ts'
import type { SchemePorts } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { TokenKeeper, type TokenOutcome } from '../core/tokens.ts'
import { type AuthEngine, type EngineAnswer, lifetimeMsOf, type Subject } from './authEngine.ts'
import { outcomeOf } from './capillaryCustomerCodes.ts'

/** One customer on the way through the Auth Engine: a session, then a token and the key that renews it (capillary.md 4). */
export class CapillaryCustomerSession implements CustomerCredential, CustomerSteps {
  readonly #engine: AuthEngine
  readonly #subject: Subject
  readonly #ports: Pick<SchemePorts, 'clock' | 'random'>
  #forget: () => void
  #sessionId: string
  #keeper: TokenKeeper | undefined
  #granted: { token: Secret; lifetimeMs: number | undefined } | undefined
  #key: Secret | undefined

  constructor(
    engine: AuthEngine,
    subject: Subject,
    sessionId: string,
    ports: Pick<SchemePorts, 'clock' | 'random'>,
    forget: () => void = () => {},
  ) {
    this.#engine = engine
    this.#subject = subject
    this.#sessionId = sessionId
    this.#ports = ports
    this.#forget = forget
  }

  get state(): CustomerState {
    return this.#keeper ? 'signed-in' : 'started'
  }

  get steps(): CustomerSteps {
    return this
  }

  /** From the start where it was not known yet. @param forget called when the customer is signed out upstream */
  forgottenBy(forget: () => void): this {
    this.#forget = forget
    return this
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    if (this.#keeper) return this.#keeper.headers()
    const remedy = 'Send the code or the password of the customer first.'
    throw new Fault('CUSTOMER_UNKNOWN', 'This customer has not finished signing in.', undefined, remedy)
  }

  renew(used: readonly string[]): void {
    this.#keeper?.discard(used)
  }

  /** The gateway's own word for an expired token is not documented (capillary.md 4.6). */
  judge(status: number): Verdict {
    return status === 401 || status === 498 ? 'renew' : 'pass'
  }

  get codeFor(): CodeFor {
    const { identifierType, identifierValue: value } = this.#subject
    const types = { MOBILE: 'mobile', EMAIL: 'email' } as const
    const type = types[identifierType as keyof typeof types]
    return type ? { type, value } : { type: 'other', value: `${identifierType} ${value}` }
  }

  async sendCode(): Promise<CustomerOutcome> {
    const { status } = await this.#step('otp/generate')
    return status.code === 200 ? 'code-sent' : outcomeOf(status.code)
  }

  async checkCode(code: Secret): Promise<CustomerOutcome> {
    // A text: as a number it would lose its leading zeros.
    return this.#signIn(await this.#step('otp/validate', { otp: code.reveal() }))
  }

  async checkPassword(password: Secret): Promise<CustomerOutcome> {
    return this.#signIn(await this.#step('password/validate', { password: password.reveal() }))
  }

  /** The Auth Engine ends no first-factor token: it is forgotten here, and lives no longer than its minutes there. */
  async signOut(): Promise<void> {}

  close(): void {
    this.#keeper?.close()
    this.#granted = undefined
    this.#key = undefined
    this.#sessionId = ''
  }

  #step(operation: 'otp/generate' | 'otp/validate' | 'password/validate', more: object = {}): Promise<EngineAnswer> {
    if (this.#keeper) throw new Fault('INVALID_INPUT', 'This customer is signed in already.', { issues: [] })
    return this.#engine.ask(operation, this.#subject, { sessionId: this.#sessionId, ...more })
  }

  #signIn({ status, auth }: EngineAnswer): CustomerOutcome {
    if (status.code !== 200) return outcomeOf(status.code)
    if (!auth) throw new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason: 'no token' })
    this.#take(auth)
    this.#keeper = new TokenKeeper(
      () => this.#next(),
      (token) => this.#headersFor(token),
      this.#ports,
    )
    // Its life began with the answer it came in, and not with its first use.
    Promise.resolve(this.#keeper.headers()).catch(() => {})
    return 'signed-in'
  }

  #take({ token, key }: NonNullable<EngineAnswer['auth']>): void {
    this.#granted = { token: new Secret(token), lifetimeMs: lifetimeMsOf(token) }
    if (key) this.#key = new Secret(key)
  }

  async #next(): Promise<TokenOutcome> {
    if (!this.#granted) {
      if (!this.#key) throw this.#over()
      const { status, auth } = await this.#engine.ask('token/regenerate', this.#subject, { key: this.#key.reveal() })
      if (status.code !== 200 && status.code !== 1504) throw this.#over()
      if (!auth) return { outcome: 'unavailable', detail: `Capillary's Auth Engine renewed no token (${status.code}).` }
      this.#take(auth)
    }
    const granted = this.#granted
    this.#granted = undefined
    return granted ? { outcome: 'granted', ...granted } : { outcome: 'unavailable', detail: 'It was signed out.' }
  }

  #headersFor(token: Secret): readonly string[] {
    const { brand, deviceId, identifierType, identifierValue } = this.#subject
    return [
      'cap_authorization',
      token.reveal(),
      'cap_brand',
      brand,
      'cap_device_id',
      deviceId,
      'cap_identifier_type',
      identifierType,
      'cap_identifier_value',
      identifierValue,
    ]
  }

  #over(): Fault<'CUSTOMER_UNKNOWN'> {
    this.#forget()
    return new Fault('CUSTOMER_UNKNOWN', 'Capillary has signed this customer out.')
  }
}
