import { expect, test } from 'vitest'
import { type OnAddresses, sharedLookup } from '#adapters/sockets/hostLookup.ts'

test('many who wait for one name ask once, and nobody waits for another name', () => {
  const asked: [name: string, tell: OnAddresses][] = []
  const lookup = sharedLookup((name, tell) => asked.push([name, tell]))
  const told: string[] = []
  const ask = (name: string, who: string) =>
    lookup(name, (error, addresses) => told.push(`${who} ${error?.code ?? addresses?.[0]?.address}`))
  for (const sale of ['one', 'two', 'three']) ask('dead.example', sale)
  ask('live.example', 'four')
  expect(asked.map(([name]) => name)).toEqual(['dead.example', 'live.example'])
  asked[1]?.[1](undefined, [{ address: '192.0.2.1', family: 4 }])
  asked[0]?.[1](Object.assign(new Error(), { code: 'EAI_AGAIN' }), undefined)
  expect(told).toEqual(['four 192.0.2.1', 'one EAI_AGAIN', 'two EAI_AGAIN', 'three EAI_AGAIN'])
  ask('dead.example', 'five')
  expect(asked).toHaveLength(3)
})
