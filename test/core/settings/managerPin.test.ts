import { scryptSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { ManagerPin, PinSession } from '#core/settings/managerPin.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { createTestClock } from '#test/support/clock.ts'

const minuteMs = 60_000
const right = '246810'
const wrong = '111111'

/** The least that scrypt takes. One test is at the real cost. */
const cheap = { cost: { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 } }

/** The agent on this clock; a second one on the same settings is the agent after a restart. */
function start(clock = createTestClock(), settings: SettingsStore = createMemorySettings(), cost: object = cheap) {
  const changes = new ChangeFeed()
  const topics: string[] = []
  changes.subscribe(({ topic }) => topics.push(topic))
  return { clock, settings, topics, pin: new ManagerPin({ settings, clock, random: systemRandom, changes, ...cost }) }
}

async function withPin() {
  const started = start()
  await started.pin.set(undefined, right)
  return { ...started, window: new PinSession() }
}

async function faultOf(run: () => unknown): Promise<Fault> {
  try {
    await run()
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
  throw new Error('There was no fault.')
}

const codeOf = async (run: () => unknown) => (await faultOf(run)).code

describe('without a PIN', () => {
  test('every window may set the till up', async () => {
    const { pin } = start()
    const window = new PinSession()
    pin.check(window)
    expect(pin.status(window)).toMatchObject({ isSet: false, isUnlocked: true, waitSeconds: 0 })
    expect(await pin.unlock(window, wrong)).toMatchObject({ isSet: false, isUnlocked: true, waitSeconds: 0 })
  })

  test('the window in which it is set stays unlocked, and no other', async () => {
    const { pin } = start()
    const window = new PinSession()
    expect(await pin.set(window, right)).toMatchObject({ isSet: true, isUnlocked: true, waitSeconds: 0 })
    pin.check(window)
    expect(await codeOf(() => pin.check(new PinSession()))).toBe('PIN_REQUIRED')
  })
})

describe('with a PIN', () => {
  test('the right one unlocks this window alone', async () => {
    const { pin, window } = await withPin()
    expect(pin.status(window)).toMatchObject({ isSet: true, isUnlocked: false, waitSeconds: 0 })
    expect(await codeOf(() => pin.check(window))).toBe('PIN_REQUIRED')
    expect(await pin.unlock(window, right)).toMatchObject({ isSet: true, isUnlocked: true, waitSeconds: 0 })
    pin.check(window)
    expect(await codeOf(() => pin.check(new PinSession()))).toBe('PIN_REQUIRED')
  })

  test('a wrong one does not, nor does it lock a window that is unlocked', async () => {
    const { pin, window } = await withPin()
    expect(await codeOf(() => pin.unlock(window, wrong))).toBe('PIN_WRONG')
    expect(pin.status(window).isUnlocked).toBe(false)
    await pin.unlock(window, right)
    expect(await codeOf(() => pin.unlock(window, wrong))).toBe('PIN_WRONG')
    pin.check(window)
  })

  test.each(['24681', '2468100', '0246810', '642018'])('nor does one that is nearly right: %s', async (near) => {
    const { pin, window } = await withPin()
    expect(await codeOf(() => pin.unlock(window, near))).toBe('PIN_WRONG')
  })

  test('the pipe asks for none', async () => {
    const { pin } = await withPin()
    expect(pin.status(undefined)).toMatchObject({ isSet: true, isUnlocked: true, waitSeconds: 0 })
    expect(await pin.remove(undefined)).toMatchObject({ isSet: false, isUnlocked: true, waitSeconds: 0 })
  })

  test('a window locks ten minutes after the last call that needed it, and says so', async () => {
    const { pin, window, clock, topics } = await withPin()
    await pin.unlock(window, right)
    await clock.advance(10 * minuteMs - 1)
    pin.check(window)
    await clock.advance(10 * minuteMs - 1)
    expect(pin.status(window).isUnlocked).toBe(true)
    topics.length = 0
    await clock.advance(1)
    expect(topics).toEqual(['pin'])
    expect(pin.status(window).isUnlocked).toBe(false)
    expect(await codeOf(() => pin.check(window))).toBe('PIN_REQUIRED')
  })

  test('a person locks it at once', async () => {
    const { pin, window } = await withPin()
    await pin.unlock(window, right)
    expect(pin.lock(window)).toMatchObject({ isUnlocked: false })
    expect(await codeOf(() => pin.check(window))).toBe('PIN_REQUIRED')
  })

  test('a new one locks every window but the one it was set in', async () => {
    const { pin, window } = await withPin()
    const other = new PinSession()
    await pin.unlock(window, right)
    await pin.unlock(other, right)
    await pin.set(window, '9999')
    expect([window, other].map((session) => pin.status(session).isUnlocked)).toEqual([true, false])
    expect(await codeOf(() => pin.unlock(other, right))).toBe('PIN_WRONG')
    await pin.unlock(other, '9999')
  })

  test('the PIN is not stored in clear, and the same PIN is stored differently each time', async () => {
    const { settings } = await withPin()
    const other = await withPin()
    const stored = settings.read().pin
    expect(JSON.stringify(stored)).not.toContain(right)
    expect(stored?.hash).toMatch(/^[\w-]{43}$/)
    expect(stored?.salt).toMatch(/^[\w-]{22}$/)
    expect(stored?.hash).not.toBe(other.settings.read().pin?.hash)
  })

  // A copy of the settings is all that is needed to try a million PINs, so each try has to cost something.
  test('is kept as a scrypt hash that costs 32 MiB (RFC 7914)', async () => {
    const { settings, pin } = start(undefined, undefined, {})
    await pin.set(undefined, right)
    const { salt = '', hash } = settings.read().pin ?? {}
    const costs = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
    expect(scryptSync(right, Buffer.from(salt, 'base64url'), 32, costs).toString('base64url')).toBe(hash)
    expect(await codeOf(() => pin.unlock(new PinSession(), wrong))).toBe('PIN_WRONG')
    expect(await pin.unlock(new PinSession(), right)).toMatchObject({ isUnlocked: true })
  })

  test('a stored hash that was cut short opens nothing', async () => {
    const { pin, window, settings } = await withPin()
    const { pin: stored, ...rest } = settings.read()
    settings.write({ ...rest, pin: { salt: stored?.salt ?? '', hash: '', wrongTries: 0 } })
    expect(await codeOf(() => pin.unlock(window, right))).toBe('PIN_WRONG')
  })
})

describe('a person who guesses', () => {
  const guess = (pin: ManagerPin, session: PinSession) => faultOf(() => pin.unlock(session, wrong))

  test('waits after the third wrong one, twice as long each time, up to a quarter of an hour', async () => {
    const { pin, window, clock } = await withPin()
    expect((await guess(pin, window)).detail).toBe('This is not the PIN.')
    await guess(pin, window)
    expect(pin.status(window).waitSeconds).toBe(0)
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      const fault = await guess(pin, window)
      expect([fault.code, fault.detail]).toEqual([
        'PIN_WRONG',
        `This is not the PIN. The next one can be entered in ${seconds} seconds.`,
      ])
      expect(pin.status(window).waitSeconds).toBe(seconds)
      await clock.advance(seconds * 1_000 - 1)
      const blocked = await faultOf(() => pin.unlock(window, right))
      expect([blocked.code, blocked.data]).toEqual(['PIN_BLOCKED', { retryAfterSeconds: 1 }])
      await clock.advance(1)
    }
    expect(await pin.unlock(window, right)).toMatchObject({ isSet: true, isUnlocked: true, waitSeconds: 0 })
  })

  test('in another window waits all the same', async () => {
    const { pin, window } = await withPin()
    for (let time = 1; time <= 3; time += 1) await guess(pin, window)
    expect(await codeOf(() => pin.unlock(new PinSession(), right))).toBe('PIN_BLOCKED')
  })

  test('begins anew after the right one', async () => {
    const { pin, window } = await withPin()
    await guess(pin, window)
    await guess(pin, window)
    await pin.unlock(window, right)
    await guess(pin, window)
    await guess(pin, window)
    expect(pin.status(window).waitSeconds).toBe(0)
  })

  test('gains nothing by a restart, nor by setting the clock: the wait begins anew', async () => {
    const { pin, window, settings, clock } = await withPin()
    for (let time = 1; time <= 3; time += 1) await guess(pin, window)
    await clock.advance(29_000)
    for (const startMs of [0, 4_000_000_000_000]) {
      const restarted = start(createTestClock(startMs), settings)
      expect(restarted.pin.status(window).waitSeconds).toBe(30)
      expect(await codeOf(() => restarted.pin.unlock(window, right))).toBe('PIN_BLOCKED')
      await restarted.clock.advance(30_000)
      await restarted.pin.unlock(window, right)
      // As it was before the right one.
      const { pin: stored, ...rest } = settings.read()
      if (stored) settings.write({ ...rest, pin: { ...stored, wrongTries: 3 } })
    }
  })

  test('gains nothing by a restart after two wrong ones: the third is still the third', async () => {
    const { pin, window, settings } = await withPin()
    await guess(pin, window)
    await guess(pin, window)
    const restarted = start(createTestClock(), settings)
    await guess(restarted.pin, window)
    expect(restarted.pin.status(window).waitSeconds).toBe(30)
  })

  test('gains nothing by ending the agent before it has compared', async () => {
    const { pin, window, settings } = await withPin()
    let isOver = false
    const guessing = guess(pin, window).then(() => {
      isOver = true
    })
    for (let step = 0; step < 5; step += 1) await Promise.resolve()
    expect([settings.read().pin?.wrongTries, isOver]).toEqual([1, false])
    await guessing
    expect(settings.read().pin?.wrongTries).toBe(1)
  })

  test('gains nothing by trying many at once', async () => {
    const { pin, window } = await withPin()
    const pins = [...Array.from({ length: 8 }, () => wrong), right]
    const codes = await Promise.all(pins.map((one) => codeOf(() => pin.unlock(window, one))))
    expect(codes).toEqual([...Array(3).fill('PIN_WRONG'), ...Array(6).fill('PIN_BLOCKED')])
  })

  test('gets no attempt while attempts cannot be counted', async () => {
    const { pin, window, settings } = await withPin()
    const full = new Fault('SETTINGS_UNWRITABLE')
    const write = settings.write
    settings.write = () => {
      throw full
    }
    expect(await faultOf(() => pin.unlock(window, right))).toBe(full)
    settings.write = write
    await pin.unlock(window, right)
  })

  test('has no wait once the PIN is removed', async () => {
    const { pin, window } = await withPin()
    for (let time = 1; time <= 3; time += 1) await guess(pin, window)
    expect(await pin.remove(undefined)).toMatchObject({ isSet: false, isUnlocked: true, waitSeconds: 0 })
    expect(pin.status(window)).toMatchObject({ isSet: false, isUnlocked: true, waitSeconds: 0 })
    await pin.set(undefined, right)
    await pin.unlock(window, right)
  })
})

// Any user of the machine would set the till of a service up, or take its PIN, before its manager has chosen one.
test('who may only use a till of the whole machine sets it up with a PIN, and not while there is none', async () => {
  const { pin } = start()
  const user = new PinSession({ isSetUpByOthers: true })
  expect(await codeOf(() => pin.check(user))).toBe('ADMINISTRATOR_REQUIRED')
  pin.check(new PinSession())
  await pin.set(undefined, right)
  expect(await codeOf(() => pin.check(user))).toBe('PIN_REQUIRED')
  await pin.unlock(user, right)
  pin.check(user)
})

describe('a till that a person set up', () => {
  test('is asked for a PIN until one is set, or declined', async () => {
    const { pin } = start()
    expect(pin.isPending).toBe(false)
    pin.askFor()
    expect(pin.isPending).toBe(true)
    pin.decline(undefined)
    expect(pin.isPending).toBe(false)
    pin.askFor()
    await pin.set(undefined, right)
    expect(pin.isPending).toBe(false)
    pin.askFor()
    // Whoever removes it has decided.
    await pin.remove(undefined)
    expect(pin.isPending).toBe(false)
  })

  test('keeps its PIN when a second answer comes too late', async () => {
    const { pin } = await withPin()
    pin.decline(undefined)
    expect(pin.status(undefined).isSet).toBe(true)
  })
})

describe('a shift lead', () => {
  const ofLead = '135790'

  async function withBoth() {
    const scene = await withPin()
    await scene.pin.set(undefined, ofLead, 'shift-lead')
    return scene
  }

  test('may do what their PIN is for, and nothing that the manager’s is for', async () => {
    const { pin, window } = await withBoth()
    expect(await codeOf(() => pin.check(window, 'shift-lead'))).toBe('PIN_REQUIRED')
    expect(await pin.unlock(window, ofLead)).toMatchObject({ level: 'shift-lead', isUnlocked: false })
    pin.check(window, 'shift-lead')
    expect(await codeOf(() => pin.check(window, 'manager'))).toBe('PIN_REQUIRED')
    expect(await pin.unlock(window, right)).toMatchObject({ level: 'manager', isUnlocked: true })
    pin.check(window, 'shift-lead')
  })

  test('confirms nothing that is the manager’s to confirm, and it costs no try', async () => {
    const { pin, settings } = await withBoth()
    expect(await codeOf(() => pin.confirm(ofLead))).toBe('PIN_REQUIRED')
    expect(settings.read().pin?.wrongTries).toBe(0)
    await pin.confirm(right)
  })

  test('shares the tries of the manager', async () => {
    const { pin, window } = await withBoth()
    for (let n = 0; n < 3; n += 1) expect(await codeOf(() => pin.unlock(window, wrong))).toBe('PIN_WRONG')
    expect(await codeOf(() => pin.unlock(window, ofLead))).toBe('PIN_BLOCKED')
  })

  test('has no PIN without the manager’s, nor the same one', async () => {
    const { pin } = start()
    expect(await codeOf(() => pin.set(undefined, ofLead, 'shift-lead'))).toBe('INVALID_INPUT')
    await pin.set(undefined, right)
    expect(await codeOf(() => pin.set(undefined, right, 'shift-lead'))).toBe('INVALID_INPUT')
    await pin.set(undefined, ofLead, 'shift-lead')
    expect(await codeOf(() => pin.set(undefined, ofLead))).toBe('INVALID_INPUT')
  })

  test('is locked out by a new PIN, and loses it with the manager’s', async () => {
    const { pin, window, settings } = await withBoth()
    await pin.unlock(window, ofLead)
    await pin.set(undefined, '975310', 'shift-lead')
    expect(pin.status(window)).toMatchObject({ level: 'cashier', hasShiftLead: true })
    expect(await codeOf(() => pin.unlock(window, ofLead))).toBe('PIN_WRONG')
    await pin.remove(undefined)
    expect(settings.read()).not.toHaveProperty('shiftLeadPin')
    expect(pin.status(window)).toMatchObject({ level: 'manager', hasShiftLead: false })
  })

  test('keeps the PIN when the manager gets a new one, and the manager when theirs is removed', async () => {
    const { pin, window } = await withBoth()
    await pin.set(undefined, '864200')
    expect(await pin.unlock(window, ofLead)).toMatchObject({ level: 'shift-lead' })
    await pin.remove(undefined, 'shift-lead')
    expect(pin.status(window)).toMatchObject({ isSet: true, level: 'cashier', hasShiftLead: false })
  })
})

test('a PIN counts as long as the setting says', async () => {
  const { pin, window, clock, settings } = await withPin()
  settings.write({ ...settings.read(), counter: { unlockMinutes: 2 } })
  await pin.unlock(window, right)
  await clock.advance(2 * minuteMs - 1)
  pin.check(window)
  await clock.advance(2 * minuteMs)
  expect(pin.status(window).level).toBe('cashier')
})
