import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createTestClock } from '#test/support/clock.ts'
import { faultOf } from '#test/support/till.ts'
import { asha, bodyOf, checkCode, startVerifyingTill } from '#test/support/verifyingTill.ts'

const minuteMs = 60_000

describe('a restart', () => {
  const keep = () => ({
    settings: createMemorySettings(),
    vault: createMemoryVault(),
    verifications: createMemoryVerifications(),
  })

  test('resets no limit, and a code that was sent before it can still be entered', async () => {
    const ports = keep()
    const before = await startVerifyingTill({ deps: ports })
    const { id } = await before.start()
    const ends = before.clock.now()
    const after = await startVerifyingTill({ deps: ports, baseUrl: before.simulator.url })
    expect(after.clock.now()).toBeGreaterThanOrEqual(ends)
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await after.send('POST', '/v1/verifications', asked))).toBe('RESEND_TOO_EARLY')
    const confirmed = await bodyOf(checkCode(after, id, before.latestCode()))
    expect(confirmed).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })

  // The key that names customers was in the vault, so each start had ten more codes for everybody (--vault memory).
  test('with a vault that forgets resets no limit either', async () => {
    const ports = keep()
    const before = await startVerifyingTill({ deps: { ...ports, vault: createMemoryVault() } })
    await before.start()
    await before.agent.close()
    const after = await startVerifyingTill({
      ...{ deps: { ...ports, vault: createMemoryVault() }, baseUrl: before.simulator.url },
    })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    expect(await faultOf(await after.send('POST', '/v1/verifications', asked))).toBe('RESEND_TOO_EARLY')
  })

  test('with a vault that remembers leaves the key that names customers in it', async () => {
    const ports = { ...keep(), vault: { ...createMemoryVault(), forgets: false } }
    const till = await startVerifyingTill({ deps: ports })
    await till.start()
    expect(ports.verifications.counterKey()).toBeUndefined()
  })

  test('with the clock two days ahead gives no customer a fresh day (attacks.md T64)', async () => {
    const ports = keep()
    const before = await startVerifyingTill({ deps: ports })
    for (let sent = 0; sent < 10; sent += 1) {
      await before.start()
      await before.clock.advance(30_000)
    }
    await before.agent.close()
    for (const aheadMs of [2 * 86_400_000, 0]) {
      const clock = createTestClock(before.clock.now() + aheadMs)
      const after = await startVerifyingTill({ deps: { ...ports, clock }, baseUrl: before.simulator.url })
      const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
      expect(await faultOf(await after.send('POST', '/v1/verifications', asked))).toBe('CODES_USED_UP')
      await after.agent.close()
    }
  })

  test('with the clock put back by a year neither blocks a customer nor gives more time (attacks.md T64)', async () => {
    const ports = keep()
    const yearMs = 365 * 86_400_000
    const before = await startVerifyingTill({ deps: { ...ports, clock: createTestClock(Date.now() + yearMs) } })
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const
    const id = await before.agent.verifications.start({ actor: 'window' }, asked)
    const after = await startVerifyingTill({ deps: ports, baseUrl: before.simulator.url })
    await after.clock.advance(30_000)
    expect(await after.start()).toMatchObject({ state: 'code-sent' })
    await after.clock.advance(9.5 * minuteMs)
    expect(after.agent.verifications.viewForCashier(id)).toMatchObject({ state: 'expired' })
  })
})

test('no customer is verified while codes cannot be counted', async () => {
  const { Fault } = await import('#core/base/fault.ts')
  const broken = {
    ...createMemoryVerifications(),
    countSend: () => {
      throw new Fault('VERIFICATIONS_UNAVAILABLE')
    },
  }
  const till = await startVerifyingTill({ deps: { verifications: broken } })
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
  expect(await faultOf(await till.send('POST', '/v1/verifications', asked))).toBe('VERIFICATIONS_UNAVAILABLE')
  expect(till.simulator.messages()).toEqual([])
})

// With the file unreadable status said "ready", and a till that nobody could be verified at looked well.
test('a store that cannot be read or written is a concern in status and doctor, until it can', async () => {
  const { Fault } = await import('#core/base/fault.ts')
  const store = createMemoryVerifications()
  let isDown = true
  const sends = () => {
    if (isDown) throw new Fault('VERIFICATIONS_UNAVAILABLE', 'The disk is full.')
    return store.sends()
  }
  const till = await startVerifyingTill({ deps: { verifications: { ...store, sends } } })
  const seen = async () => ({
    status: till.agent.status().concerns.map(({ code }) => code),
    doctor: (await till.agent.doctor.diagnose()).findings.filter(({ check }) => check === 'verifications'),
  })
  expect(await seen()).toMatchObject({
    status: ['VERIFICATIONS_UNAVAILABLE'],
    doctor: [{ outcome: 'trouble', reason: 'fault', params: { detail: 'The disk is full.' } }],
  })
  isDown = false
  await till.clock.advance(30_000)
  expect(await seen()).toEqual({ status: [], doctor: [] })
  await till.start()
})

test('verifications that were set aside are a concern in status and doctor', async () => {
  const setAside = () => ['verifications.damaged-2027-01-02.json']
  const till = await startVerifyingTill({ deps: { verifications: { ...createMemoryVerifications(), setAside } } })
  expect(till.agent.status().concerns).toEqual([
    { about: 'till', code: 'VERIFICATIONS_DAMAGED', copy: 'verifications.damaged-2027-01-02.json' },
  ])
  const { findings } = await till.agent.doctor.diagnose()
  expect(findings).toContainEqual(expect.objectContaining({ check: 'verifications', outcome: 'attention' }))
})
