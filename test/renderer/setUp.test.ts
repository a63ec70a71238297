import { expect, test } from 'vitest'
import { UpstreamId } from '../../electron/contract/values.ts'
import { schemes } from '../../electron/schemes/index.ts'
import { clockVerdict, idFor, likelyCountry, resumed } from '../../renderer/screens/firstRun/setUp.ts'

const upstream = {
  id: 'loyalty',
  scheme: 'capillary-till',
  baseUrl: 'https://eu.api.capillarytech.com',
  settings: {},
  state: 'ready' as const,
  createdAt: 0,
}
const client = { id: 'pos', name: 'Checkout', grants: [], origins: [], createdAt: 0 }

test('who closed the window half-way goes on there', () => {
  expect(resumed([], [])).toEqual({ step: 'store' })
  expect(resumed([upstream], [])).toEqual({ step: 'pairing' })
  expect(resumed([upstream], [client])).toEqual({ step: 'ready' })
})

test('every scheme comes with a name that can be an id', () => {
  for (const { id } of schemes) expect(UpstreamId.safeParse(idFor(id)).success).toBe(true)
})

test.each([
  [undefined, 'unknown'],
  [0, 'right'],
  [60_000, 'right'],
  [60_001, 'behind'],
  [-60_000, 'right'],
  [-60_001, 'ahead'],
])('a clock that the upstream finds %s ms off is %s', (skewMs, verdict) => {
  expect(clockVerdict(skewMs)).toBe(verdict)
})

test('the country is guessed from the first language that names one', () => {
  expect(likelyCountry(['en', 'en-IN', 'de-DE'])).toBe('IN')
  expect(likelyCountry(['es-419', 'en'])).toBe('')
})
