import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { pageTokenOf } from '#api/web/pageProof.ts'
import { BrowserSessions, type SessionSecrets } from '#api/web/sessions.ts'
import type { SessionStore } from '#api/web/storedSessions.ts'
import { createTestClock } from '#test/support/clock.ts'

const minutes = 60_000

/** As the page makes it. */
function tokenIn(sessions: BrowserSessions, secrets: SessionSecrets | undefined): string {
  const { cookie, pageKey } = secrets ?? { cookie: '', pageKey: '' }
  return pageTokenOf(hash('sha256', pageKey, 'buffer'), sessions.prove([cookie], 'challenge')?.run ?? '')
}

/** A store that keeps what was written, as a file does. */
function memoryStore(): SessionStore & { written: string } {
  return {
    written: '[]',
    read() {
      return JSON.parse(this.written)
    },
    write(sessions) {
      this.written = JSON.stringify(sessions)
    },
  }
}

function openSessions(store = memoryStore(), startMs?: number) {
  const clock = createTestClock(startMs)
  const sessions = new BrowserSessions({ clock, random: systemRandom, store })
  const signIn = () => sessions.open(sessions.createLink().token)?.cookie ?? ''
  return { clock, store, sessions, signIn, find: (cookie: string) => sessions.find([cookie]) }
}

describe('a link', () => {
  test('has 32 random bytes and opens one session, once', () => {
    const { sessions, clock, find } = openSessions()
    const { token, expiresAt } = sessions.createLink()
    expect([Buffer.from(token, 'base64url').length, expiresAt]).toEqual([32, clock.now() + 10 * minutes])
    const { cookie = '', pageKey } = sessions.open(token) ?? {}
    expect(find(cookie)).toBeDefined()
    expect(new Set([token, cookie, pageKey]).size).toBe(3)
    expect(sessions.open(token)).toBeUndefined()
  })

  test('is good for ten minutes', async () => {
    const { sessions, clock } = openSessions()
    const [first, second] = [sessions.createLink(), sessions.createLink()]
    await clock.advance(10 * minutes - 1)
    expect(sessions.open(first.token)).toBeDefined()
    await clock.advance(1)
    expect(sessions.open(second.token)).toBeUndefined()
  })

  test('is forgotten when sixteen newer ones wait', () => {
    const { sessions } = openSessions()
    const [first, second] = Array.from({ length: 17 }, () => sessions.createLink().token)
    expect([sessions.open(first ?? ''), sessions.open(second ?? '')]).toEqual([undefined, expect.anything()])
  })

  test.each(['', 'a', 'a'.repeat(43)])('that nobody made, "%s", opens nothing', (token) => {
    const { sessions } = openSessions()
    sessions.createLink()
    expect(sessions.open(token)).toBeUndefined()
  })
})

// A browser sends the cookie of 127.0.0.1 to whichever program listens on another port of it (RFC 6265 §8.5).
describe('a call', () => {
  test('needs what the page made of its key for this run, beside the cookie of its session', () => {
    const { sessions } = openSessions()
    const [mine, other] = [1, 2].map(() => sessions.open(sessions.createLink().token))
    const found = (cookie = '', token = '') => sessions.findForCall(['foreign', cookie], token) !== undefined
    expect(found(mine?.cookie, tokenIn(sessions, mine))).toBe(true)
    expect(found(mine?.cookie, tokenIn(sessions, other))).toBe(false)
    expect(found(mine?.cookie, mine?.pageKey)).toBe(false)
    expect(found(mine?.cookie, mine?.cookie)).toBe(false)
    expect(found(mine?.cookie)).toBe(false)
    expect(found('', tokenIn(sessions, mine))).toBe(false)
  })

  test('of the run before is not taken', () => {
    const { sessions, store } = openSessions()
    const secrets = sessions.open(sessions.createLink().token)
    const token = tokenIn(sessions, secrets)
    sessions.close()
    const { sessions: later } = openSessions(store)
    expect(later.findForCall([secrets?.cookie ?? ''], token)).toBeUndefined()
    expect(later.findForCall([secrets?.cookie ?? ''], tokenIn(later, secrets))).toBeDefined()
  })
})

describe('a session', () => {
  test('lasts a working day', async () => {
    const { clock, signIn, find } = openSessions()
    const cookie = signIn()
    const ended = find(cookie)?.ended
    await clock.advance(12 * 60 * minutes - 1)
    expect([find(cookie)?.ended === ended, ended?.aborted]).toEqual([true, false])
    await clock.advance(1)
    expect([find(cookie), ended?.aborted]).toEqual([undefined, true])
  })

  test('ends alone when its person signs out', () => {
    const { sessions, signIn, find } = openSessions()
    const [mine, others] = [signIn(), signIn()]
    const session = find(mine)
    if (session) sessions.end(session)
    expect([find(mine), find(others)]).toEqual([undefined, expect.anything()])
  })

  test('is found among cookies that other programs have set', () => {
    const { sessions, signIn } = openSessions()
    const cookie = signIn()
    expect(sessions.find(['planted', cookie])).toBe(sessions.find([cookie]))
    expect(sessions.find(['planted'])).toBeUndefined()
  })

  test('is ended when thirty-two newer ones are there', () => {
    const { signIn, find } = openSessions()
    const cookies = Array.from({ length: 33 }, signIn)
    expect(cookies.map((cookie) => find(cookie) !== undefined)).toEqual([false, ...Array(32).fill(true)])
  })
})

test('when the browser UI closes, every session ends and no link opens one', () => {
  const { sessions, signIn, find } = openSessions()
  const cookie = signIn()
  const { token } = sessions.createLink()
  sessions.close()
  expect([find(cookie), sessions.open(token)]).toEqual([undefined, undefined])
})

// An agent that was updated or restarted at night signed every browser of the store out, for good.
// Each new link asked the manager's PIN for it again, and left a session behind that no browser had any more.
test('a browser that is remembered stays so with its next link, no longer than before, and no other does', async () => {
  const { sessions, clock, signIn, find } = openSessions()
  const before = signIn()
  const remembered = find(before)
  if (remembered) sessions.setRemembered(remembered, true)
  const until = remembered?.expiresAt
  await clock.advance(24 * 60 * minutes)
  const next = sessions.open(sessions.createLink().token, ['planted', before])
  expect(next?.rememberedUntil).toBe(until)
  expect(find(next?.cookie ?? '')).toMatchObject({ isRemembered: true, expiresAt: until })
  expect([find(before), sessions.all().length]).toEqual([undefined, 1])
  expect(sessions.open(sessions.createLink().token, [before])?.rememberedUntil).toBeUndefined()
  const ordinary = signIn()
  expect(sessions.open(sessions.createLink().token, [ordinary])?.rememberedUntil).toBeUndefined()
  expect(find(ordinary)).toBeDefined()
})

describe('a restart of the agent', () => {
  const hours = 60 * minutes

  /** One session, opened in an agent that has ended since. */
  function restartAfter(ms: number, prepare = (_: BrowserSessions, __: SessionSecrets) => {}) {
    const before = openSessions()
    const secrets = before.sessions.open(before.sessions.createLink().token) ?? { cookie: '', pageKey: '' }
    prepare(before.sessions, secrets)
    before.sessions.close()
    const after = openSessions(before.store, before.clock.now() + ms)
    const found = after.sessions.findForCall([secrets.cookie], tokenIn(after.sessions, secrets))?.session
    return { ...after, secrets, found }
  }
  const remember = (sessions: BrowserSessions, { cookie }: SessionSecrets) => {
    const session = sessions.find([cookie])
    if (session) sessions.setRemembered(session, true)
  }

  test('ends no session, and each still needs both of its secrets', () => {
    const { sessions, secrets, found } = restartAfter(minutes)
    expect(found?.ended.aborted).toBe(false)
    expect(sessions.findForCall([secrets.cookie], secrets.cookie)).toBeUndefined()
    expect(sessions.findForCall([secrets.pageKey], tokenIn(sessions, secrets))).toBeUndefined()
  })

  // Its secrets may have been shown to a program that took the port meanwhile.
  test('leaves a session what sells: without a PIN, only a new link sets the till up', () => {
    const { sessions, found } = restartAfter(minutes)
    expect(found?.pinSession.isSetUpByOthers).toBe(true)
    const opened = sessions.open(sessions.createLink().token)
    expect(sessions.find([opened?.cookie ?? ''])?.pinSession.isSetUpByOthers).toBe(false)
  })

  test('gives a session no more time', async () => {
    const { clock, found } = restartAfter(hours)
    await clock.advance(11 * hours - 1)
    expect(found?.ended.aborted).toBe(false)
    await clock.advance(1)
    expect(found?.ended.aborted).toBe(true)
  })

  test('does not bring back what has ended', () => {
    expect(restartAfter(12 * hours).found).toBeUndefined()
    const signOut = (sessions: BrowserSessions, { cookie }: SessionSecrets) => {
      const session = sessions.find([cookie])
      if (session) sessions.end(session)
    }
    expect(restartAfter(0, signOut).found).toBeUndefined()
  })

  test('with the clock set back ends the session', () => {
    expect(restartAfter(-1).found).toBeUndefined()
  })

  test('locks the set-up again, whatever PIN was entered', () => {
    let unlocked: unknown
    const { found } = restartAfter(0, (sessions, { cookie }) => {
      unlocked = sessions.find([cookie])?.pinSession
    })
    expect(found?.pinSession).not.toBe(unlocked)
  })

  test('ends a remembered browser after ninety days, and one that was forgotten after a working day', async () => {
    const remembered = restartAfter(89 * 24 * hours, remember)
    expect(remembered.found).toMatchObject({ isRemembered: true })
    await remembered.clock.advance(24 * hours)
    expect(remembered.found?.ended.aborted).toBe(true)
    const forget = (sessions: BrowserSessions, secrets: SessionSecrets) => {
      remember(sessions, secrets)
      const session = sessions.find([secrets.cookie])
      if (session) sessions.setRemembered(session, false)
    }
    expect(restartAfter(12 * hours, forget).found).toBeUndefined()
  })

  test('finds nothing in the store that opens a session', () => {
    const { store, secrets } = restartAfter(0, remember)
    expect(store.written).toContain('cookieDigest')
    for (const secret of Object.values(secrets)) expect(store.written).not.toContain(secret)
  })
})
