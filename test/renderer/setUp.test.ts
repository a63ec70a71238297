import { expect, test } from 'vitest'
import { UpstreamId } from '#contract/values.ts'
import { assessClock, idFor, likelyCountry, resumeStep } from '#renderer/screens/firstRun/setUp.ts'
import { schemes } from '#schemes/index.ts'

const upstream = {
  id: 'loyalty',
  scheme: 'capillary-till',
  baseUrl: 'https://eu.api.capillarytech.com',
  settings: {},
  state: 'ready' as const,
  createdAt: 0,
}
const client = { id: 'pos', name: 'Checkout', grants: [], origins: [], createdAt: 0 }

test('a first run that was closed half-way resumes there', () => {
  expect(resumeStep([], [])).toEqual({ step: 'store' })
  expect(resumeStep([upstream], [])).toEqual({ step: 'pairing' })
  // Reloading the page skipped the question whether this is the right store.
  const asked = { ...upstream, organisation: 'Demo Retail', isUnconfirmed: true as const }
  expect(resumeStep([asked], [])).toEqual({ step: 'identity', upstream: asked, identity: undefined })
  expect(resumeStep([{ ...upstream, isUnconfirmed: true }], [])).toEqual({ step: 'pairing' })
  expect(resumeStep([upstream], [client])).toEqual({ step: 'ready' })
})

test('the id for every scheme is a valid one', () => {
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
  expect(assessClock(skewMs)).toBe(verdict)
})

// A till in Kolkata with Windows in American English read local numbers as American ones.
test.each([
  ['Asia/Calcutta', ['en-IN', 'hi'], 'IN'],
  ['Asia/Calcutta', ['en'], 'IN'],
  ['Asia/Calcutta', ['en-US'], ''],
  ['Europe/Berlin', ['en-GB', 'de-DE'], 'DE'],
  ['UTC', ['en-IN'], ''],
  ['', [], ''],
])('in the time zone %s with the languages %j the country is "%s"', (timeZone, languages, country) => {
  expect(likelyCountry(timeZone, languages)).toBe(country)
})
