import { setImmediate as soon } from 'node:timers/promises'
import type { SecureContext } from 'node:tls'
import { expect, test } from 'vitest'
import { DailyContext } from '#adapters/tls/dailyContext.ts'

const dayMs = 24 * 60 * 60_000

test('whom the system trusts is read when first asked for, and anew each day beside whoever asks', async () => {
  let made = 0
  let nowMs = 0
  const daily = new DailyContext(
    () => ({ context: ++made }) as SecureContext,
    () => nowMs,
  )
  expect(made).toBe(0)
  const first = daily.get()
  nowMs = dayMs - 1
  expect(daily.get()).toBe(first)
  nowMs = dayMs
  expect([daily.get(), daily.get()]).toEqual([first, first])
  await soon()
  expect(daily.get()).not.toBe(first)
  expect(made).toBe(2)
})
