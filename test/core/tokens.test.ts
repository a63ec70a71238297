import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import { Secret } from '../../electron/core/secret.ts'
import { TokenKeeper, type TokenOutcome } from '../../electron/core/tokens.ts'
import { createTestClock } from '../support/clock.ts'

const granted = (text: string, lifetimeMs?: number): TokenOutcome => ({
  outcome: 'granted',
  token: new Secret(text),
  lifetimeMs,
})

/** A keeper whose service answers from a list; what it was asked can be counted. */
function startKeeper(...answers: TokenOutcome[]) {
  const clock = createTestClock()
  let asked = 0
  const fetch = async (): Promise<TokenOutcome> => {
    asked += 1
    return answers[asked - 1] ?? { outcome: 'unavailable', detail: 'The list is empty.' }
  }
  const keeper = new TokenKeeper(fetch, (token) => ['Authorization', `Bearer ${token.reveal()}`], {
    clock,
    random: systemRandom,
  })
  return { clock, keeper, asked: () => asked, token: async () => (await keeper.headers())[1] }
}

test('ten first requests at once cause one call', async () => {
  const { token, asked } = startKeeper(granted('one', 300_000))
  expect(new Set(await Promise.all(Array.from({ length: 10 }, token)))).toEqual(new Set(['Bearer one']))
  expect(asked()).toBe(1)
})

test('while a token is good it is there at once', async () => {
  const { keeper, token } = startKeeper(granted('one', 300_000))
  await token()
  expect(keeper.headers()).not.toBeInstanceOf(Promise)
})

test('a token in use is renewed ahead of its end, by the time the server gave', async () => {
  const { clock, token, asked } = startKeeper(granted('one', 300_000), granted('two', 300_000))
  await token()
  await token()
  await clock.pass(239_000)
  expect([await token(), asked()]).toEqual(['Bearer one', 1])
  await clock.pass(2_000)
  expect([await token(), asked()]).toEqual(['Bearer two', 2])
})

test('an idle till asks for none until it needs one', async () => {
  const { clock, token, asked } = startKeeper(granted('one', 300_000), granted('two', 300_000))
  await token()
  await clock.pass(24 * 3_600_000)
  expect(asked()).toBe(1)
  expect(await token()).toBe('Bearer two')
})

test('a token lives no longer than the server said, even if no other is to be had', async () => {
  const { clock, token } = startKeeper(granted('one', 10_000))
  await token()
  await clock.pass(9_999)
  expect(await token()).toBe('Bearer one')
  await clock.pass(2)
  await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
})

describe('a service that gives none', () => {
  const down: TokenOutcome = { outcome: 'unavailable', detail: 'The token service is down.' }

  test('is asked again after growing pauses, and callers are told how long', async () => {
    const { clock, token, asked } = startKeeper(down, down, down, granted('one'))
    for (const calls of [1, 1, 1]) {
      await expect(token()).rejects.toMatchObject({
        code: 'UPSTREAM_NOT_READY',
        data: { retryAfterSeconds: expect.any(Number) },
      })
      expect(asked()).toBe(calls)
    }
    await clock.pass(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(asked()).toBe(2)
    await clock.pass(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    expect(asked()).toBe(2)
    await clock.pass(1_300)
    await expect(token()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY' })
    await clock.pass(6_000)
    expect([await token(), asked()]).toEqual(['Bearer one', 4])
  })

  test('is given the time it asks for', async () => {
    const { clock, token, asked } = startKeeper({ ...down, retryAfterMs: 60_000 } as TokenOutcome, granted('one'))
    await expect(token()).rejects.toMatchObject({ data: { retryAfterSeconds: 60 } })
    await clock.pass(59_000)
    await expect(token()).rejects.toMatchObject({ data: { retryAfterSeconds: 1 } })
    await clock.pass(1_001)
    expect([await token(), asked()]).toEqual(['Bearer one', 2])
  })

  test('costs nobody the token that is still good', async () => {
    const { clock, token } = startKeeper(granted('one', 300_000), down)
    await token()
    await clock.pass(290_000)
    expect(await token()).toBe('Bearer one')
    expect(await token()).toBe('Bearer one')
  })
})

test('a refused secret is told as such', async () => {
  const { token } = startKeeper({ outcome: 'refused', detail: 'No.' })
  await expect(token()).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
})

test('only the token that was refused upstream is forgotten, not the one fetched since', async () => {
  const { keeper, token, asked } = startKeeper(granted('one'), granted('two'))
  const first = await keeper.headers()
  keeper.discard(first)
  expect(await token()).toBe('Bearer two')
  keeper.discard(first)
  expect([await token(), asked()]).toEqual(['Bearer two', 2])
})

// A month of life, as Capillary gives by ticket, is longer than a timer runs: set for it, a timer fires at once.
test('a token of a very long life sets no timer that a machine cannot keep', async () => {
  const { clock, token } = startKeeper(granted('one', 60 * 24 * 3_600_000))
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
test('a refusal is final, and the token at hand is used to its end', async () => {
  const refused: TokenOutcome = { outcome: 'refused', detail: 'Wrong secret.' }
  const { clock, token, asked } = startKeeper(granted('one', 300_000), refused)
  await token()
  await clock.pass(290_000)
  for (const _ of [1, 2, 3]) expect(await token()).toBe('Bearer one')
  expect(asked()).toBe(2)
  await clock.pass(11_000)
  for (const _ of [1, 2]) await expect(token()).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(asked()).toBe(2)
})

test('a token that arrives after the end is not kept', async () => {
  const { clock, keeper, asked } = startKeeper(granted('one', 300_000), granted('two', 300_000))
  const first = keeper.headers()
  keeper.close()
  await first
  await clock.pass(600_000)
  expect(asked()).toBe(1)
})

test('a token that is handed out comes with what is left of its life', async () => {
  const { clock, keeper } = startKeeper(granted('one', 300_000))
  await keeper.token()
  await clock.pass(100_000)
  const { token, lifetimeMs } = await keeper.token()
  expect([token.reveal(), lifetimeMs]).toEqual(['one', 200_000])
})
