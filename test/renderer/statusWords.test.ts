import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { westernDigits } from '../../renderer/parts/digits.ts'
import { auditWords } from '../../renderer/screens/doctor/auditWords.ts'
import { findingGroups } from '../../renderer/screens/doctor/findingGroups.ts'
import { findingWords } from '../../renderer/screens/doctor/findingWords.ts'
import { concernWords } from '../../renderer/screens/status/concernWords.ts'
import { remedyOf } from '../../renderer/screens/status/remedyPath.ts'
import { isTrouble, outcomeOf } from '../../renderer/screens/status/requestOutcome.ts'
import { en } from '../../renderer/words/en/en.ts'

beforeAll(async () => {
  await i18next.init({
    resources: { en: { words: en } },
    defaultNS: 'words',
    lng: 'en',
    interpolation: { escapeValue: false },
  })
})

test('a request ends as its answer says, and a fault stands above any status', () => {
  expect(outcomeOf({ status: 200 })).toBe('done')
  expect(outcomeOf({ status: 304 })).toBe('done')
  expect(outcomeOf({ status: 302 })).toBe('redirected')
  expect(outcomeOf({ status: 404 })).toBe('missing')
  expect(outcomeOf({ status: 401 })).toBe('refused')
  expect(outcomeOf({ status: 503 })).toBe('failed')
  expect(outcomeOf({})).toBe('dropped')
  expect(outcomeOf({ status: 200, code: 'OUTCOME_UNKNOWN' })).toBe('fault')
})

test('a customer who is not found is no trouble; what failed, was refused or broke off is', () => {
  expect([{ status: 200 }, { status: 404 }].filter(isTrouble)).toEqual([])
  const troubles = [{ status: 401 }, { status: 500 }, {}, { code: 'UPSTREAM_LOCKED' }]
  expect(troubles.filter(isTrouble)).toEqual(troubles)
})

test('each concern leads to where it is put right', () => {
  expect(remedyOf({ code: 'NO_UPSTREAM', about: 'till' }, false).path).toBe('/first-run')
  expect(remedyOf({ code: 'NO_CLIENT', about: 'till' }, false).path).toBe('/programs')
  expect(remedyOf({ code: 'UPSTREAM_LOCKED', about: 'loyalty' }, false).path).toBe('/upstreams/loyalty/credential')
  expect(remedyOf({ code: 'UPSTREAM_NOT_READY', about: 'sso' }, true).path).toBe('/upstreams/sso/sign-in')
  expect(remedyOf({ code: 'UPSTREAM_NOT_READY', about: 'loyalty' }, false).path).toBe('/doctor')
  expect(remedyOf({ code: 'SOMETHING_NEW', about: 'till' }, false).path).toBe('/doctor')
})

test('a concern is told in the words for concerns, else in those of its fault, else in the agent’s own', () => {
  const told = (code: string) => concernWords({ about: 'x', code, reason: 'Why.', remedy: 'Do.' }, i18next.t, i18next)
  expect(told('NO_CLIENT').reason).toBe('No program may use this till yet.')
  expect(told('KEYCHAIN_LOCKED')).toEqual({ ...wordsOf('KEYCHAIN_LOCKED'), detail: 'Why.' })
  expect(told('SOMETHING_NEW')).toEqual({ reason: 'Why.', remedy: 'Do.' })
})

function wordsOf(code: 'KEYCHAIN_LOCKED') {
  const { title, remedy } = en.faults[code]
  return { reason: title, remedy }
}

test('a finding in good order needs no detail; one that is not says exactly what was found', () => {
  const told = (outcome: 'fine' | 'trouble') =>
    findingWords(
      { check: 'clock', upstream: 'a', outcome, sentence: '74 s ahead.', remedy: 'Set it.' },
      i18next.t,
      i18next,
    )
  expect(told('fine')).toEqual({ sentence: 'The clock is right.' })
  expect(told('trouble').detail).toBe('74 s ahead. Set it.')
})

test('a till without any cloud is not told that its credential is wrong', () => {
  const finding = { check: 'credential', outcome: 'attention', sentence: 'No upstream.' } as const
  expect(findingWords(finding, i18next.t, i18next).sentence).toBe('No cloud is set up yet.')
})

test('findings stand by machine and cloud, this machine first', () => {
  const finding = { check: 'dns', outcome: 'fine', sentence: '' } as const
  const groups = findingGroups([{ ...finding, upstream: 'a' }, finding, { ...finding, upstream: 'b' }, finding])
  expect(groups.map(({ upstream, findings }) => [upstream, findings.length])).toEqual([
    [undefined, 2],
    ['a', 1],
    ['b', 1],
  ])
})

test('a row of the trail is told in words, and as it stands where it was tampered with', () => {
  const row = { sequence: 1, at: 0, detail: '', previousHash: '', hash: '' }
  const told = (event: string, actor: string, subject: string, outcome: string) =>
    auditWords({ ...row, event, actor, subject, outcome }, i18next.t, i18next)
  expect(told('upstream-rotated', 'pipe/anna', 'upstream/loyalty', 'done')).toEqual({
    event: 'Credential replaced',
    actor: 'anna, by command',
    subject: 'Cloud loyalty',
    outcome: 'Done',
  })
  expect(told('request-refused', 'pos/unknown', '', 'NOT_GRANTED')).toMatchObject({
    actor: 'Unknown program',
    outcome: en.faults.NOT_GRANTED.title,
  })
  expect(told('made-up', 'nobody', 'nothing', 'WHATEVER')).toEqual({
    event: 'made-up',
    actor: 'nobody',
    subject: 'nothing',
    outcome: 'WHATEVER',
  })
})

test('digits are taken from keyboards of other scripts, and nothing but digits', () => {
  expect(westernDigits('١٢٣٤')).toBe('1234')
  expect(westernDigits('۵۶7a-8')).toBe('5678')
})
