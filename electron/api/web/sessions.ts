import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#core/base/clock.ts'
import type { Random } from '#core/base/random.ts'
import { randomText } from '#core/base/random.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { agentProofOf, pageTokenOf } from './pageProof.ts'
import type { SessionStore, StoredSession } from './storedSessions.ts'

/** One browser that a link let in. */
export interface BrowserSession {
  /** Names it to people. Nothing can be done with it. */
  readonly id: string
  readonly openedAt: number
  /** Whether the manager's PIN was entered in it. A restart of the agent locks it. */
  readonly pinSession: PinSession
  /** Aborts when the session ends. */
  readonly ended: AbortSignal
  readonly expiresAt: number
  /** Whether it outlasts the browser. */
  readonly isRemembered: boolean
}

interface Session extends BrowserSession {
  digest: Buffer
  pageKeyDigest: Buffer
  /** What the page's calls bring in this run. */
  pageToken: Buffer
  expiresAt: number
  isRemembered: boolean
  /** Ends it in time. Replaced when its lifetime changes. */
  cancelExpiry: () => void
  ending: AbortController
}

/** What a link opens a session with. */
export interface SessionSecrets {
  /** The browser sends it to every port of this machine (RFC 6265 §8.5), so it fetches the page's files and no more. */
  cookie: string
  /** Known to the page alone, which is of one port. Its calls bring what is made of it for this run (`pageProof.ts`). */
  pageKey: string
}

/** @property rememberedUntil absent where the session ends with the browser */
export interface OpenedSession extends SessionSecrets {
  rememberedUntil?: number
}

interface Link {
  digest: Buffer
  /** On the monotonic clock, which a changed system time cannot extend (attacks.md T64). */
  expiresAtMs: number
}

interface Deps {
  clock: Clock
  random: Random
  store: SessionStore
  /** Of a session that is not remembered. A working day when absent. */
  lifetimeMs?: number
}

const linkLifetimeMs = 10 * 60_000
/** A working day. */
const sessionLifetimeMs = 12 * 3_600_000
/** Of a browser that a manager had remembered; counted from then. */
const rememberedLifetimeMs = 90 * 24 * 3_600_000
/** Timers of Node take no longer delay (2³¹ − 1 ms). */
const maxTimerMs = 2 ** 31 - 1
/** Beyond these, the oldest link is forgotten and the oldest session ended. */
const maxLinks = 16
const maxSessions = 32

/**
 * One-time links and the sessions that they opened. Of links and cookies only SHA-256 digests are stored. Sessions outlast
 * the agent, so that a restart or an update does not sign the tills of a store out; links do not. Such a session sells; it sets
 * the till up only with the manager's PIN, or by a new link where there is none.
 */
export class BrowserSessions {
  readonly #clock: Clock
  readonly #random: Random
  readonly #store: SessionStore
  readonly #lifetimeMs: number
  /** Names this run to the pages. */
  readonly #run: string
  #links: Link[] = []
  #sessions: Session[]

  constructor({ clock, random, store, lifetimeMs = sessionLifetimeMs }: Deps) {
    this.#clock = clock
    this.#random = random
    this.#store = store
    this.#lifetimeMs = lifetimeMs
    this.#run = this.#token()
    this.#sessions = store
      .read()
      .filter((stored) => isValidAt(stored, clock.now(), lifetimeMs))
      .slice(-maxSessions)
      .map((stored) => this.#resume(stored))
  }

  /** Makes a token that opens one session, once, within ten minutes. */
  createLink(): { token: string; expiresAt: number } {
    const token = this.#token()
    const expiresAtMs = this.#clock.monotonicMs() + linkLifetimeMs
    this.#links = [...this.#links, { digest: digestOf(token), expiresAtMs }].slice(-maxLinks)
    return { token, expiresAt: this.#clock.now() + linkLifetimeMs }
  }

  /**
   * Uses up a link. A browser that a manager had remembered stays so, for what was left of that time: the new session takes the place
   * of the one before.
   *
   * @param cookies the values that the browser sent under the session cookie's name
   * @returns `undefined` when the token is unknown, used or expired
   */
  open(token: string, cookies: readonly string[] = []): OpenedSession | undefined {
    const link = findByToken(this.#links, token)
    this.#links = this.#links.filter((kept) => kept !== link && kept.expiresAtMs > this.#clock.monotonicMs())
    if (!link || link.expiresAtMs <= this.#clock.monotonicMs()) return undefined
    const before = this.#sessions.find((known) => known.isRemembered && isOneOf(cookies, known))
    const secrets = this.begin()
    const session = this.#sessions.find((known) => isOneOf([secrets.cookie], known))
    if (!before || !session) return secrets
    session.isRemembered = true
    session.expiresAt = before.expiresAt
    this.#expireIn(session, session.expiresAt - this.#clock.now())
    this.#end(before)
    return { ...secrets, rememberedUntil: session.expiresAt }
  }

  /** Opens a session for whom a person has let in. */
  begin(): SessionSecrets {
    const secrets = { cookie: this.#token(), pageKey: this.#token() }
    this.#sessions.push(this.#start(secrets))
    const [oldest] = this.#sessions
    if (oldest && this.#sessions.length > maxSessions) this.#end(oldest)
    else this.#write()
    return secrets
  }

  all(): readonly BrowserSession[] {
    return this.#sessions
  }

  /** @param cookies the values that the browser sent under the session cookie's name */
  find(cookies: readonly string[]): BrowserSession | undefined {
    for (const cookie of cookies) {
      const session = findByToken(this.#sessions, cookie)
      if (session) return session
    }
    return undefined
  }

  /** The session of a call, with its cookie: one whose cookie and page token both come. */
  findForCall(cookies: readonly string[], pageToken: string): { session: BrowserSession; cookie: string } | undefined {
    const token = Buffer.from(pageToken)
    for (const cookie of cookies) {
      const session = findByToken(this.#sessions, cookie)
      if (session?.pageToken.length === token.length && timingSafeEqual(session.pageToken, token))
        return { session, cookie }
    }
    return undefined
  }

  /** Shows the page of a session who answers here, before it says anything. */
  prove(cookies: readonly string[], challenge: string): { run: string; proof: string } | undefined {
    const session = this.#sessions.find((known) => isOneOf(cookies, known))
    return session && { run: this.#run, proof: agentProofOf(session.pageKeyDigest, this.#run, challenge) }
  }

  /** Has a session outlast its browser, or takes that back: then it lasts a working day from now. */
  setRemembered(session: BrowserSession, isRemembered: boolean): void {
    const own = this.#sessions.find((candidate) => candidate === session)
    if (!own || own.isRemembered === isRemembered) return
    own.isRemembered = isRemembered
    own.expiresAt = this.#clock.now() + (isRemembered ? rememberedLifetimeMs : this.#lifetimeMs)
    this.#expireIn(own, own.expiresAt - this.#clock.now())
    this.#write()
  }

  end(session: BrowserSession): void {
    const own = this.#sessions.find((candidate) => candidate === session)
    if (own) this.#end(own)
  }

  /** Stops every call under way. The stored sessions stay for the next run. */
  close(): void {
    this.#links = []
    for (const session of this.#sessions) stop(session)
    this.#sessions = []
  }

  #start({ cookie, pageKey }: SessionSecrets): Session {
    const openedAt = this.#clock.now()
    const digests = { digest: digestOf(cookie), pageKeyDigest: digestOf(pageKey) }
    return this.#make({ ...digests, openedAt, expiresAt: openedAt + this.#lifetimeMs, isRemembered: false })
  }

  #resume({ cookieDigest, pageKeyDigest, ...rest }: StoredSession): Session {
    const digests = [cookieDigest, pageKeyDigest].map((text) => Buffer.from(text, 'base64url'))
    const [digest = Buffer.alloc(0), ofPageKey = Buffer.alloc(0)] = digests
    // While the agent was away another program may have taken its port, and was shown both secrets by the open page.
    const pinSession = new PinSession({ isSetUpByOthers: true })
    return this.#make({ digest, pageKeyDigest: ofPageKey, ...rest }, pinSession)
  }

  #make(
    facts: Pick<Session, 'digest' | 'pageKeyDigest' | 'openedAt' | 'expiresAt' | 'isRemembered'>,
    pinSession = new PinSession(),
  ): Session {
    const ending = new AbortController()
    const session: Session = {
      ...facts,
      id: facts.digest.toString('base64url').slice(0, 22),
      pinSession,
      pageToken: Buffer.from(pageTokenOf(facts.pageKeyDigest, this.#run)),
      ending,
      ended: ending.signal,
      cancelExpiry: () => {},
    }
    this.#expireIn(session, session.expiresAt - this.#clock.now())
    return session
  }

  /** Counts on the monotonic clock, as long as the agent runs (attacks.md T64). */
  #expireIn(session: Session, leftMs: number): void {
    session.cancelExpiry()
    session.cancelExpiry =
      leftMs > maxTimerMs
        ? this.#clock.after(maxTimerMs, () => this.#expireIn(session, leftMs - maxTimerMs))
        : this.#clock.after(leftMs, () => this.#end(session))
  }

  #end(session: Session): void {
    this.#sessions = this.#sessions.filter((kept) => kept !== session)
    stop(session)
    this.#write()
  }

  #write(): void {
    this.#store.write(
      this.#sessions.map(({ digest, pageKeyDigest, openedAt, expiresAt, isRemembered }) => ({
        ...{ openedAt, expiresAt, isRemembered },
        cookieDigest: digest.toString('base64url'),
        pageKeyDigest: pageKeyDigest.toString('base64url'),
      })),
    )
  }

  #token(): string {
    return randomText(this.#random, 32)
  }
}

function isOneOf(cookies: readonly string[], { digest }: Session): boolean {
  return cookies.some((cookie) => timingSafeEqual(digest, digestOf(cookie)))
}

function stop({ cancelExpiry, ending }: Session): void {
  cancelExpiry()
  ending.abort()
}

/** A clock that was set back, or a file that somebody wrote, gives no session more time than one that begins now. */
function isValidAt({ openedAt, expiresAt, isRemembered }: StoredSession, now: number, ownMs: number): boolean {
  const lifetimeMs = isRemembered ? rememberedLifetimeMs : ownMs
  return openedAt <= now && expiresAt > now && expiresAt - now <= lifetimeMs
}

/** Compares with every entry in constant time, so that timing reveals neither a match nor its place. */
function findByToken<Entry extends { digest: Buffer }>(entries: readonly Entry[], token: string): Entry | undefined {
  const digest = digestOf(token)
  return entries.filter((entry) => timingSafeEqual(entry.digest, digest))[0]
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
