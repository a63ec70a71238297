import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { SetupAccess } from '../../core/managerPin.ts'
import type { Random } from '../../core/random.ts'

/** One browser that was let in. */
export interface WebSession {
  /** Whether the manager's PIN was entered in it. */
  readonly access: SetupAccess
  /** Aborts when it is over. */
  readonly ended: AbortSignal
}

interface Session extends WebSession {
  digest: Buffer
  end(): void
}

interface Link {
  digest: Buffer
  /** On the clock that never jumps (attacks.md T64). */
  endsAtMs: number
}

const linkLifeMs = 10 * 60_000
/** A working day: whoever still stands there then gets a new link. */
const sessionLifeMs = 12 * 3_600_000
/** Those asked for earlier are forgotten first. */
const mostLinks = 16
const mostSessions = 32

/** One-time links, and the browsers that came by them. Only digests of what opens the door are kept. */
export class WebSessions {
  readonly #clock: Clock
  readonly #random: Random
  #links: Link[] = []
  #sessions: Session[] = []

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock
    this.#random = random
  }

  /** Something that opens one session, once. */
  link(): { token: string; expiresAt: number } {
    const token = this.#token()
    const endsAtMs = this.#clock.monotonicMs() + linkLifeMs
    this.#links = [...this.#links, { digest: digestOf(token), endsAtMs }].slice(-mostLinks)
    return { token, expiresAt: this.#clock.now() + linkLifeMs }
  }

  /** What the browser shows from now on; `undefined` when no such link is open. */
  open(token: string): string | undefined {
    const link = found(this.#links, token)
    this.#links = this.#links.filter((other) => other !== link && other.endsAtMs > this.#clock.monotonicMs())
    if (!link || link.endsAtMs <= this.#clock.monotonicMs()) return undefined
    const cookie = this.#token()
    this.#sessions.push(this.#session(cookie))
    if (this.#sessions.length > mostSessions) this.#sessions[0]?.end()
    return cookie
  }

  /** @param cookies of the session's name: another program of this machine may have set one beside ours */
  find(cookies: readonly string[]): WebSession | undefined {
    for (const cookie of cookies) {
      const session = found(this.#sessions, cookie)
      if (session) return session
    }
    return undefined
  }

  end(session: WebSession): void {
    this.#sessions.find((one) => one === session)?.end()
  }

  close(): void {
    this.#links = []
    for (const session of [...this.#sessions]) session.end()
  }

  #session(cookie: string): Session {
    const ending = new AbortController()
    const callOff = this.#clock.after(sessionLifeMs, () => session.end())
    const session: Session = {
      digest: digestOf(cookie),
      access: new SetupAccess(),
      ended: ending.signal,
      end: () => {
        callOff()
        this.#sessions = this.#sessions.filter((other) => other !== session)
        ending.abort()
      },
    }
    return session
  }

  #token(): string {
    return Buffer.from(this.#random.bytes(32)).toString('base64url')
  }
}

/** Takes the same time whoever it is, and whether it is anybody. */
function found<Entry extends { digest: Buffer }>(entries: readonly Entry[], token: string): Entry | undefined {
  const digest = digestOf(token)
  return entries.filter((entry) => timingSafeEqual(entry.digest, digest))[0]
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
