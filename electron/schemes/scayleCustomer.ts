import type { CustomerCredential, Verdict } from '../core/customer.ts'
import { Fault } from '../core/fault.ts'
import type { SchemePorts } from '../core/scheme.ts'
import { TokenKeeper, type TokenOutcome } from '../core/tokens.ts'
import type { ScayleApi, TokenPair } from './scayleApi.ts'

/**
 * A customer's token pair. A refresh token is good once, so one call at a time renews, and the new one is kept before it
 * is used; when the answer gets lost on the way, the customer signs in again (scayle.md 4).
 */
export class ScayleCustomer implements CustomerCredential {
  readonly state = 'signed-in'
  readonly #api: ScayleApi
  readonly #forget: () => void
  readonly #keeper: TokenKeeper
  #pair: TokenPair | undefined
  #isFresh = true

  constructor(api: ScayleApi, pair: TokenPair, ports: Pick<SchemePorts, 'clock' | 'random'>, forget: () => void) {
    this.#api = api
    this.#pair = pair
    this.#forget = forget
    this.#keeper = new TokenKeeper(
      () => this.#next(),
      (token) => api.asCustomer(token),
      ports,
    )
    // Its life began with the answer it came in, and not with its first use.
    Promise.resolve(this.#keeper.headers()).catch(() => {})
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    return this.#keeper.headers()
  }

  renew(used: readonly string[]): void {
    this.#keeper.discard(used)
  }

  /** 404, 403, 406 and 409 are the customer's own trouble (scayle.md 5). */
  judge(status: number): Verdict {
    return status === 401 ? 'renew' : 'pass'
  }

  endsWith(method: string, path: string, status: number): boolean {
    return method === 'POST' && status < 300 && /\/auth\/logout\/?(?:\?|$)/.test(path)
  }

  async signOut(): Promise<void> {
    try {
      const { token } = await this.#keeper.token()
      await this.#api.logOut(token)
    } catch {
      // SCAYLE forgets the customer by itself, in the end.
    }
  }

  close(): void {
    this.#keeper.close()
    this.#pair = undefined
  }

  async #next(): Promise<TokenOutcome> {
    if (this.#isFresh && this.#pair) {
      this.#isFresh = false
      return { outcome: 'granted', token: this.#pair.access, lifetimeMs: this.#pair.lifetimeMs }
    }
    if (!this.#pair?.refresh) throw this.#over()
    const answer = await this.#api.refresh(this.#pair.refresh)
    switch (answer.outcome) {
      case 'granted':
        this.#pair = { ...answer.pair, refresh: answer.pair.refresh ?? this.#pair?.refresh }
        return { outcome: 'granted', token: answer.pair.access, lifetimeMs: answer.pair.lifetimeMs }
      case 'over':
        throw this.#over()
      default:
        return answer
    }
  }

  #over(): Fault<'CUSTOMER_UNKNOWN'> {
    this.#forget()
    return new Fault('CUSTOMER_UNKNOWN', 'SCAYLE has signed this customer out.')
  }
}
