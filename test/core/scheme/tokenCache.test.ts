import { describe, expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Fault } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import { TokenCache, type TokenOutcome } from '#core/scheme/tokenCache.ts'
import { createTestClock } from '#test/support/clock.ts'

const granted = (text: string, lifetimeMs?: number): TokenOutcome => ({
  outcome: 'granted',
  token: new Secret(text),
  lifetimeMs,
})

/** A cache whose service answers from a list; what it was asked can be counted. */
function startCache(...answers: TokenOutcome[]) {
  return startCacheWith({ random: systemRandom }, ...answers)
}

function startCacheWith({ random }: { random: Random }, ...answers: TokenOutcome[]) {
  const clock = createTestClock()
  let asked = 0
  const fetch = async (): Promise<TokenOutcome> => {
    asked += 1
    return answers[asked - 1] ?? { outcome: 'unavailable', detail: 'The list is empty.' }
  }
  const cache = new TokenCache(fetch, (token) => ['Authorization', `Bearer ${token.reveal()}`], {
    clock,
    random,
  })
  return { clock, cache, asked: () => asked, token: async () => (await cache.headers())[1] }
}

test('ten first requests at once cause one call', async () => {
  const { token, asked } = startCache(granted('one', 300_000))
  expect(new Set(await Promise.all(Array.from({ length: 10 }, token)))).toEqual(new Set(['Bearer one']))
  expect(asked()).toBe(1)
})

test('while a token is valid its headers are returned synchronously', async () => {
  const { cache, token } = startCache(granted('one', 300_000))
  await token()
  expect(cache.headers()).not.toBeInstanceOf(Promise)
})

test('a token in use is renewed ahead of its end, by the time the server gave', async () => {
  const { clock, token, asked } = startCache(granted('one', 300_000), granted('two', 300_000))
  await token()
  await token()
  await clock.advance(239_000)
  expect([await token(), asked()]).toEqual(['Bearer one', 1])
  await clock.advance(2_000)
  expect([await token(), asked()]).toEqual(['Bearer two', 2])
})

test('an idle till requests none until it needs one', async () => {
  const { clock, token, asked } = startCache(granted('one', 300_000), granted('two', 300_000))
  await token()
  await clock.advance(24 * 3_600_000)
  expect(asked()).toBe(1)
  expect(await token()).toBe('Bearer two')
})

test('a token is not used beyond its lifetime, even if there is no other', async () => {
  const { clock, token } = startCache(granted('one', 10_000))
  await token()
  await clock.advance(9_999)
  expect(await token()).toBe('Bearer one')
  await clock.advance(2)
  await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
})

test('a token whose lifetime is over to the millisecond is not used', async () => {
  const { clock, token } = startCache(granted('one', 10_000))
  await token()
  await clock.advance(10_000)
  await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
})

test('a token that lives for a minute is used for half of it before it is renewed', async () => {
  const { clock, token, asked } = startCache(granted('one', 60_000), granted('two', 60_000))
  await token()
  await clock.advance(29_999)
  expect([await token(), asked()]).toEqual(['Bearer one', 1])
  await clock.advance(2)
  await token()
  expect(asked()).toBe(2)
})

describe('a service that gives none', () => {
  const down: TokenOutcome = { outcome: 'unavailable', detail: 'The token service is down.' }

  // Capillary's Auth Engine fails by a fault: during an outage every request of a customer asked it once more.
  test('is left alone for as long as its fault says', async () => {
    const clock = createTestClock()
    let asked = 0
    const fetch = async (): Promise<TokenOutcome> => {
      asked += 1
      throw new Fault('UPSTREAM_NOT_READY', 'The engine is out of order.', { retryAfterSeconds: 5 }, 'Try again.')
    }
    const cache = new TokenCache(fetch, (token) => [token.reveal()], { clock, random: systemRandom })
    const detail = 'The engine is out of order.'
    for (const _ of [1, 2, 3])
      await expect(cache.headers()).rejects.toMatchObject({ detail, data: { retryAfterSeconds: 5 } })
    expect(asked).toBe(1)
    await clock.advance(5_000)
    await expect(cache.headers()).rejects.toMatchObject({ detail })
    expect(asked).toBe(2)
  })

  // A service that was down once for long would be asked too seldom the next time.
  test('is asked as soon as at first once it has given a token again', async () => {
    const { clock, cache, token, asked } = startCache(down, down, down, granted('one'), down, granted('two'))
    for (let call = 1; call <= 3; call += 1) {
      await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
      await clock.advance(10_000)
    }
    cache.discard((await cache.headers()) as readonly string[])
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    await clock.advance(1_500)
    expect([await token(), asked()]).toEqual(['Bearer two', 6])
  })

  // All tills of a chain lose their token service at once, and must not come back at once.
  test('is asked again by each till at a time of its own', async () => {
    const waits = [0, 255].map(async (byte) => {
      const random = { bytes: (count: number) => new Uint8Array(count).fill(byte) }
      const { clock, token, asked } = startCacheWith({ random }, down, granted('one'))
      await token().catch(() => {})
      for (let ms = 0; ; ms += 50) {
        await token().catch(() => {})
        if (asked() === 2) return ms
        await clock.advance(50)
      }
    })
    const [soonest = 0, latest = 0] = await Promise.all(waits)
    expect(latest - soonest).toBeGreaterThanOrEqual(400)
  })

  test('is asked again after growing pauses, and callers are told how long', async () => {
    const { clock, token, asked } = startCache(down, down, down, granted('one'))
    for (const calls of [1, 1, 1]) {
      await expect(token()).rejects.toMatchObject({
        code: 'UPSTREAM_NOT_READY',
        data: { retryAfterSeconds: expect.any(Number) },
      })
      expect(asked()).toBe(calls)
    }
    await clock.advance(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(asked()).toBe(2)
    await clock.advance(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(asked()).toBe(2)
    await clock.advance(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    await clock.advance(6_000)
    expect([await token(), asked()]).toEqual(['Bearer one', 4])
  })

  test('is given the time it asks for', async () => {
    const { clock, token, asked } = startCache({ ...down, retryAfterMs: 60_000 } as TokenOutcome, granted('one'))
    await expect(token()).rejects.toMatchObject({ data: { retryAfterSeconds: 60 } })
    await clock.advance(59_000)
    await expect(token()).rejects.toMatchObject({ data: { retryAfterSeconds: 1 } })
    await clock.advance(1_001)
    expect([await token(), asked()]).toEqual(['Bearer one', 2])
  })

  test('and is not asked at each request when it names a time that has passed', async () => {
    const { token, asked } = startCache({ ...down, retryAfterMs: 0 } as TokenOutcome, granted('one'))
    for (const _ of [1, 2, 3]) await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(asked()).toBe(1)
  })

  test('costs no caller the token that is still valid', async () => {
    const { clock, token } = startCache(granted('one', 300_000), down)
    await token()
    await clock.advance(290_000)
    expect(await token()).toBe('Bearer one')
    expect(await token()).toBe('Bearer one')
  })
})

test('a refused secret is its own fault', async () => {
  const { token } = startCache({ outcome: 'refused', detail: 'No.' })
  await expect(token()).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
})

test('only the token that was refused upstream is dropped, not the one fetched since', async () => {
  const { cache, token, asked } = startCache(granted('one'), granted('two'))
  const first = await cache.headers()
  cache.discard(first)
  expect(await token()).toBe('Bearer two')
  cache.discard(first)
  expect([await token(), asked()]).toEqual(['Bearer two', 2])
})

// A month of life, as Capillary gives by ticket, is longer than a timer runs: set for it, a timer fires at once.
test('a token with a very long lifetime sets no timer beyond the limit of timers', async () => {
  const { clock, token } = startCache(granted('one', 60 * 24 * 3_600_000))
  const delays: number[] = []
  const after = clock.after
  clock.after = (delayMs, run) => {
    delays.push(delayMs)
    return after(delayMs, run)
  }
  await token()
  expect(delays).toHaveLength(1)
  expect(delays[0]).toBeLessThan(2 ** 31)
})

// A renewal ahead of time that was refused was asked for again with every request: clouds lock accounts for that.
test('a refusal is final, and the token is used until it expires', async () => {
  const refused: TokenOutcome = { outcome: 'refused', detail: 'Wrong secret.' }
  const { clock, token, asked } = startCache(granted('one', 300_000), refused)
  await token()
  await clock.advance(290_000)
  for (const _ of [1, 2, 3]) expect(await token()).toBe('Bearer one')
  expect(asked()).toBe(2)
  await clock.advance(11_000)
  for (const _ of [1, 2]) await expect(token()).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(asked()).toBe(2)
})

test('a token that arrives after the cache was closed is not stored', async () => {
  const { clock, cache, asked } = startCache(granted('one', 300_000), granted('two', 300_000))
  const first = cache.headers()
  cache.close()
  await first
  await clock.advance(290_000)
  expect(asked()).toBe(1)
  // Without a request of its own it would be the token that came too late.
  expect(cache.headers()).toBeInstanceOf(Promise)
})

test('a token comes with the lifetime that is left of it', async () => {
  const { clock, cache } = startCache(granted('one', 300_000))
  await cache.token()
  await clock.advance(100_000)
  const { token, lifetimeMs } = await cache.token()
  expect([token.reveal(), lifetimeMs]).toEqual(['one', 200_000])
})

test('a token that a sign-in granted is there at once, and renewed as any other', async () => {
  const { clock, cache, token, asked } = startCache(granted('renewed', 300_000))
  cache.prime(new Secret('granted'), 300_000)
  expect(cache.headers()).toEqual(['Authorization', 'Bearer granted'])
  await clock.advance(241_000)
  expect([await token(), asked()]).toEqual(['Bearer renewed', 1])
})
