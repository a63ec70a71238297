import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusals } from '#simulator/authEngine/status.ts'
import { faultOf } from '#test/support/till.ts'
import { asha, customersPath, families, pathOf, settingsOf, startBrandPos, who } from './brandTill.ts'

const outcomes: [number, string][] = [
  [1502, 'not-checked'],
  [1506, 'wrong-code'],
  [1515, 'unknown-customer'],
  [1523, 'password-not-changed'],
  [1524, 'passwords-off'],
  [1526, 'not-checked'],
  [1528, 'wrong-password'],
  [1532, 'password-not-changed'],
  [1534, 'quota-used-up'],
  [1537, 'no-code-sent'],
]
const ends: [number, string][] = [
  ...[1518, 1530].map((code): [number, string] => [code, 'tries-used-up']),
  ...[1505, 1507, 1508, 1509, 1525, 1529, 1531, 1541].map((code): [number, string] => [code, 'start-again']),
]
/** With the field that a fault is about, or what is to be done. */
const faults: [number, string, RegExp][] = [
  [1503, 'UPSTREAM_NOT_READY', /codes are switched on/],
  [1504, 'UPSTREAM_NOT_READY', /till behind the brand/],
  [1519, 'INVALID_INPUT', /identifierValue/],
  [1520, 'INVALID_INPUT', /password: is needed/],
  [1521, 'INVALID_INPUT', /password: must be the same twice/],
  [1527, 'INVALID_INPUT', /password: must not be the old one/],
  [1535, 'UPSTREAM_NOT_READY', /raise the brand's quota/],
  [1540, 'INVALID_INPUT', /identifierType/],
  [1542, 'INVALID_INPUT', /password: is too weak/],
  [1543, 'INVALID_INPUT', /identifierValue: is taken/],
  [1546, 'INVALID_INPUT', /identifierType/],
  [1999, 'UPSTREAM_ANSWER_INVALID', /1999/],
]

test('every code of capillary.md 4.5 has a row', () => {
  const rows = [...outcomes, ...ends, ...faults].map(([code]) => code).filter((code) => code !== 1999)
  expect(rows.toSorted()).toEqual(Object.keys(refusals).map(Number).toSorted())
  expect(new Set(rows).size).toBe(rows.length)
})

describe.each(families)('in the %s family', (family) => {
  let pos: Awaited<ReturnType<typeof startBrandPos>>
  beforeAll(async () => {
    pos = await startBrandPos({ more: settingsOf(family) })
  })
  afterAll(async () => {
    await pos.till.close()
    await pos.simulator.close()
  })
  /** The answer to a code or a password, when the Auth Engine answers it with this code. */
  const tried = async (code: number, name = 'code', body: object = { code: '000000' }) => {
    pos.till.clock.skip(60_000)
    const { customer } = await pos.start()
    pos.simulator.injectFault({ fault: 'code', code, times: 1 })
    return { customer, response: await pos.step(customer, name, body) }
  }
  const again = (customer: string) => pos.step(customer, 'code', { code: '000000' })

  test.each(outcomes)('%i is the outcome %s, and the customer may go on', async (code, outcome) => {
    const { customer, response } = await tried(code)
    expect(await response.json()).toEqual({ outcome, state: 'started', message: expect.stringMatching(/\.$/) })
    expect(await (await again(customer)).json()).toMatchObject({ outcome: 'no-code-sent' })
  })

  test.each(ends)('%i is the outcome %s, and the handle is no longer valid', async (code, outcome) => {
    const { customer, response } = await tried(code)
    expect(await response.json()).toEqual({
      outcome,
      state: 'started',
      message: expect.stringMatching(/[Ss]tart again/),
    })
    expect(await faultOf(await again(customer))).toBe('CUSTOMER_UNKNOWN')
  })

  test.each(faults)('%i is the fault %s', async (code, fault, words) => {
    const { customer, response } = await tried(code, 'password', { password: 'x' })
    const { detail, remedy } = (await response.clone().json()) as { detail: string; remedy: string }
    expect(`${detail} ${remedy}`).toMatch(words)
    expect(await faultOf(response)).toBe(fault)
    expect(await (await again(customer)).json()).toMatchObject({ outcome: 'no-code-sent' })
  })

  test.each([
    [1515, 'CUSTOMER_UNKNOWN', /Enrol the customer/],
    [1519, 'INVALID_INPUT', /or the brand was not/],
    [1520, 'INVALID_INPUT', /newPassword: is needed/],
    [1524, 'INVALID_INPUT', /newPassword: is not possible/],
    [1504, 'UPSTREAM_NOT_READY', /till behind the brand/],
    [1506, 'UPSTREAM_ANSWER_INVALID', /no session: code 1506/],
  ])('%i to the first call is the fault %s', async (code, fault, words) => {
    pos.till.clock.skip(60_000)
    pos.simulator.injectFault({ fault: 'code', code, times: 1, path: pathOf(family, 'token/generate') })
    const response = await pos.post(customersPath, { ...who, newPassword: 'a first password' })
    const { detail, remedy } = (await response.clone().json()) as { detail: string; remedy: string }
    expect(`${detail} ${remedy}`).toMatch(words)
    expect(await faultOf(response)).toBe(fault)
  })

  test('no answer and no code tells the number', () => pos.till.expectNoLeak(asha))
})
