import { randomUUID } from 'node:crypto'
import type { GiniClient } from './clients.ts'

/** Whose token: the client's own, which may only create users, or a user's. */
export type Holder = { kind: 'client'; client: GiniClient } | { kind: 'user'; client: GiniClient; user: string }

export type TokenState = { state: 'unknown' } | { state: 'expired'; holder: Holder } | { state: 'live'; holder: Holder }

interface Kept {
  holder: Holder
  expiresAt: number
}

/** Tokens are plain UUIDs (gini.md 3). */
export class Tokens {
  readonly #access = new Map<string, Kept>()
  readonly #refresh = new Map<string, Kept>()

  issue(holder: Holder, now: number, seconds: number): string {
    return keep(this.#access, holder, now, seconds)
  }

  issueRefresh(holder: Holder, now: number, seconds: number): string {
    return keep(this.#refresh, holder, now, seconds)
  }

  look(token: string | undefined, now: number): TokenState {
    const found = this.#access.get(token ?? '')
    if (found === undefined) return { state: 'unknown' }
    return { state: found.expiresAt > now ? 'live' : 'expired', holder: found.holder }
  }

  /** Whose refresh token it is, while it is good for this client. */
  refreshed(token: string, client: GiniClient, now: number, spend: boolean): Holder | undefined {
    const found = this.#refresh.get(token)
    if (found === undefined || found.expiresAt <= now || found.holder.client !== client) return undefined
    if (spend) this.#refresh.delete(token)
    return found.holder
  }

  expire(refreshTokensToo: boolean, now: number): void {
    for (const kept of [...this.#access.values(), ...(refreshTokensToo ? this.#refresh.values() : [])]) {
      kept.expiresAt = Math.min(kept.expiresAt, now)
    }
  }
}

function keep(tokens: Map<string, Kept>, holder: Holder, now: number, seconds: number): string {
  const token = randomUUID()
  tokens.set(token, { holder, expiresAt: now + seconds * 1000 })
  return token
}
