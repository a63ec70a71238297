import { describe, expect, test } from 'vitest'
import { signInPolicyWords } from '#api/presenters/signInPolicy.ts'
import { faultOf } from '#test/support/till.ts'
import { ashasPassword, families, settingsOf, startBrandPos, who } from './brandTill.ts'

const bruno = { ...who, identifierValue: '919999999998' }

describe.each(families)('what the brand allows is learnt from its answers in the %s family', (family) => {
  const startPos = async (authEngine = {}) => {
    const pos = await startBrandPos({ more: settingsOf(family), authEngine })
    const status = async () => {
      const { upstreams } = (await (await pos.till.ask('/v1/status')).json()) as {
        upstreams: { signInPolicy?: object }[]
      }
      return upstreams[0]?.signInPolicy
    }
    return { ...pos, status }
  }

  test('nothing is known before the first answer, nor by a customer without a password', async () => {
    const { start, status } = await startPos()
    expect(await status()).toBeUndefined()
    expect(await start(bruno)).not.toHaveProperty('signInPolicy')
  })

  test('passwords that are on, and a code that went out', async () => {
    const { start, step, status } = await startPos()
    const { customer } = await start()
    await step(customer, 'password', { password: 'wrong' })
    expect(await status()).toEqual({ passwords: 'on' })
    await step(customer, 'send-code')
    expect(await status()).toEqual({ passwords: 'on', codes: 'on' })
  })

  test('passwords that are off: the next customer is not asked for one', async () => {
    const { start, outcome, status } = await startPos({
      brands: [{ name: 'DocDemo', passwords: false }],
      passwords: {},
    })
    const { customer } = await start()
    expect(await outcome(customer, 'password', { password: ashasPassword })).toBe('passwords-off')
    expect(await start(bruno)).toMatchObject({ registeredForPassword: false, signInPolicy: { passwords: 'off' } })
    expect(await status()).toEqual({ passwords: 'off' })
  })

  test('codes that are off', async () => {
    const { start, step, status } = await startPos({
      assumptions: { otpQuota: { codes: 0, minutes: 1_440 } },
      passwords: {},
    })
    const { customer } = await start()
    expect(await faultOf(await step(customer, 'send-code'))).toBe('UPSTREAM_NOT_READY')
    expect(await status()).toEqual({ codes: 'off' })
  })

  test('how many codes a customer gets in a day', async () => {
    const { till, start, outcome, status } = await startPos({
      assumptions: { otpQuota: { codes: 2, minutes: 1_440 } },
      passwords: {},
    })
    const { customer } = await start()
    for (const expected of ['code-sent', 'code-sent', 'quota-used-up'])
      expect(await outcome(customer, 'send-code')).toBe(expected)
    expect(await status()).toEqual({ codes: 'on', codesPerDay: 2 })
    expect(till.agent.upstreams.list()[0]).toMatchObject({ signInPolicy: { codesPerDay: 2 } })
    till.clock.skip(24 * 3_600_000)
    expect(await outcome((await start()).customer, 'send-code')).toBe('code-sent')
    till.expectNoLeak(who.identifierValue)
  })
})

test('a quota that was used up elsewhere says nothing about its size, and is put right by the next customer', async () => {
  const { simulator, till, start, outcome } = await startBrandPos({ authEngine: { passwords: {} } })
  const learnt = () => till.agent.upstreams.find('cloud')?.session?.customers?.policy?.()
  const { customer } = await start()
  const usedUp = async () => {
    simulator.injectFault({ fault: 'code', code: 1534, path: '/auth/v1/otp/generate', times: 1 })
    expect(await outcome(customer, 'send-code')).toBe('quota-used-up')
  }
  await usedUp()
  expect(learnt()).toEqual({ codes: 'on' })
  await outcome(customer, 'send-code')
  await usedUp()
  expect(learnt()).toEqual({ codes: 'on', codesPerDay: 1 })
  const other = (await start(bruno)).customer
  for (const _ of [1, 2, 3]) expect(await outcome(other, 'send-code')).toBe('code-sent')
  expect(learnt()).toEqual({ codes: 'on', codesPerDay: 3 })
})

test.each([
  [{}, []],
  [{ passwords: 'on', codes: 'on' }, [/may sign in with a password/]],
  [{ passwords: 'off', codesPerDay: 5 }, [/switched off/, /no more codes after 5 in a day/]],
  [{ codes: 'off' }, [/quota is 0.*Ask Capillary/]],
] as const)('%j in words', (policy, sentences) => {
  expect(signInPolicyWords(policy)).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
})
