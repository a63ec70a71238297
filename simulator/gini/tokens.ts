import { randomUUID } from 'node:crypto'
import type { GiniClient } from './clients.ts'

/** The holder of a token: a client, whose token may only create users, or a user. */
export type Holder = { kind: 'client'; client: GiniClient } | { kind: 'user'; client: GiniClient; user: string }

export type TokenState = { state: 'unknown' } | { state: 'expired'; holder: Holder } | { state: 'live'; holder: Holder }

interface StoredToken {
  holder: Holder
  expiresAt: number
}

/** Tokens are plain UUIDs (gini.md 3). */
export class Tokens {
  readonly #access = new Map<string, StoredToken>()
  readonly #refresh = new Map<string, StoredToken>()

  issue(holder: Holder, now: number, seconds: number): string {
    return store(this.#access, holder, now, seconds)
  }

  issueRefresh(holder: Holder, now: number, seconds: number): string {
    return store(this.#refresh, holder, now, seconds)
  }

  find(token: string | undefined, now: number): TokenState {
    const found = this.#access.get(token ?? '')
    if (found === undefined) return { state: 'unknown' }
    return { state: found.expiresAt > now ? 'live' : 'expired', holder: found.holder }
  }

  /** The holder of a refresh token that is valid for this client; `spend` revokes the token. */
  holderOfRefreshToken(token: string, client: GiniClient, now: number, spend: boolean): Holder | undefined {
    const found = this.#refresh.get(token)
    if (found === undefined || found.expiresAt <= now || found.holder.client !== client) return undefined
    if (spend) this.#refresh.delete(token)
    return found.holder
  }

  expire(refreshTokensToo: boolean, now: number): void {
    for (const stored of [...this.#access.values(), ...(refreshTokensToo ? this.#refresh.values() : [])]) {
      stored.expiresAt = Math.min(stored.expiresAt, now)
    }
  }
}

function store(tokens: Map<string, StoredToken>, holder: Holder, now: number, seconds: number): string {
  const token = randomUUID()
  tokens.set(token, { holder, expiresAt: now + seconds * 1000 })
  return token
}
