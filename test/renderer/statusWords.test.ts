import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Finding } from '#contract/doctor.ts'
import { onlyWesternDigits } from '#renderer/parts/form/digits.ts'
import { auditWords } from '#renderer/screens/doctor/auditWords.ts'
import { findingGroups } from '#renderer/screens/doctor/findingGroups.ts'
import { remedyOf } from '#renderer/screens/status/remedyPath.ts'
import { isFailure, outcomeOf } from '#renderer/screens/status/requestOutcome.ts'
import { ar } from '#words/ar/ar.ts'
import { concernWords } from '#words/concernWords.ts'
import { en } from '#words/en/en.ts'
import { findingWords } from '#words/findingWords.ts'

beforeAll(async () => {
  await i18next.init({
    resources: { en: { words: en }, ar: { words: ar } },
    defaultNS: 'words',
    lng: 'en',
    interpolation: { escapeValue: false },
  })
})

test('a request’s outcome follows its status, and a fault overrides any status', () => {
  expect(outcomeOf({ status: 200 })).toBe('done')
  expect(outcomeOf({ status: 304 })).toBe('done')
  expect(outcomeOf({ status: 302 })).toBe('redirected')
  expect(outcomeOf({ status: 404 })).toBe('missing')
  expect(outcomeOf({ status: 401 })).toBe('refused')
  expect(outcomeOf({ status: 503 })).toBe('failed')
  expect(outcomeOf({})).toBe('dropped')
  expect(outcomeOf({ status: 200, code: 'OUTCOME_UNKNOWN' })).toBe('fault')
})

test('a customer who is not found is no failure; a failed, refused or interrupted request is', () => {
  expect([{ status: 200 }, { status: 404 }].filter(isFailure)).toEqual([])
  const failures = [{ status: 401 }, { status: 500 }, {}, { code: 'UPSTREAM_LOCKED' }]
  expect(failures.filter(isFailure)).toEqual(failures)
})

test('each concern leads to where it is put right', () => {
  expect(remedyOf({ code: 'NO_UPSTREAM', about: 'till' }, false).path).toBe('/first-run')
  expect(remedyOf({ code: 'NO_CLIENT', about: 'till' }, false).path).toBe('/clients')
  expect(remedyOf({ code: 'UPSTREAM_LOCKED', about: 'loyalty' }, false).path).toBe('/upstreams/loyalty/credential')
  expect(remedyOf({ code: 'UPSTREAM_NOT_READY', about: 'sso' }, true).path).toBe('/upstreams/sso/sign-in')
  expect(remedyOf({ code: 'UPSTREAM_NOT_READY', about: 'loyalty' }, false).path).toBe('/doctor')
  expect(remedyOf({ code: 'SOMETHING_NEW', about: 'till' }, false).path).toBe('/doctor')
})

test('a concern has its own sentences, else those of its fault, else the agent’s', () => {
  const wordsFor = (code: string) => concernWords({ code, reason: 'Why.', remedy: 'Do.' }, i18next.t, i18next)
  expect(wordsFor('NO_CLIENT').reason).toBe('No program may use this till yet.')
  expect(wordsFor('KEYCHAIN_LOCKED')).toEqual({ ...wordsOf('KEYCHAIN_LOCKED'), detail: 'Why.' })
  expect(wordsFor('SOMETHING_NEW')).toEqual({ reason: 'Why.', remedy: 'Do.' })
})

function wordsOf(code: 'KEYCHAIN_LOCKED') {
  const { title, remedy } = en.faults[code]
  return { reason: title, remedy }
}

test('a fine finding has no detail; any other one says exactly what was found', () => {
  const wordsFor = (outcome: 'fine' | 'trouble') =>
    findingWords(
      {
        check: 'clock',
        upstream: 'a',
        outcome,
        reason: 'clock-off',
        facts: {},
        sentence: '74 s ahead.',
        remedy: 'Set it.',
      },
      i18next.t,
      i18next,
    )
  expect(wordsFor('fine')).toEqual({ sentence: 'The clock is right.' })
  expect(wordsFor('trouble').detail).toBe('74 s ahead. Set it.')
})

const bare = { reason: 'any', facts: {} }

test.each(['en', 'ar'] as const)('what stands in the way is named in %s', (language) => {
  const t = i18next.getFixedT(language)
  const base = { check: 'proxy', upstream: 'a', outcome: 'attention', sentence: 'English.' } as const
  const wordsFor = (reason: string, facts: Finding['facts']) => findingWords({ ...base, reason, facts }, t, i18next)
  const viaPac = wordsFor('proxy-of-system', { proxy: 'http://p:3128', source: 'gnome', pac: 'http://pac' })
  for (const part of ['http://p:3128', 'http://pac']) expect(viaPac.sentence).toContain(part)
  expect(wordsFor('re-signed', { issuer: 'Store Filter' }).sentence).toContain('Store Filter')
  expect(wordsFor('certificate-expiring', { subject: 'CN=till', days: 9 }).sentence).toMatch(/CN=till.*9/)
  expect(JSON.stringify(viaPac)).not.toMatch(/\{\{|English/)
})

test('a till without any upstream is not told that its credential is wrong', () => {
  const finding = { ...bare, check: 'credential', outcome: 'attention', sentence: 'No upstream.' } as const
  expect(findingWords(finding, i18next.t, i18next).sentence).toBe('No cloud is set up yet.')
})

test('findings are grouped by machine and upstream, this machine first', () => {
  const finding = { ...bare, check: 'dns', outcome: 'fine', sentence: '' } as const
  const groups = findingGroups([{ ...finding, upstream: 'a' }, finding, { ...finding, upstream: 'b' }, finding])
  expect(groups.map(({ upstream, findings }) => [upstream, findings.length])).toEqual([
    [undefined, 2],
    ['a', 1],
    ['b', 1],
  ])
})

test('a row of the audit trail is shown in words, and unchanged where it was tampered with', () => {
  const row = { sequence: 1, at: 0, detail: '', previousHash: '', hash: '' }
  const wordsFor = (event: string, actor: string, subject: string, outcome: string) =>
    auditWords({ ...row, event, actor, subject, outcome }, i18next.t, i18next)
  expect(wordsFor('upstream-rotated', 'pipe/anna', 'upstream/loyalty', 'done')).toEqual({
    event: 'Credential replaced',
    actor: 'anna, by command line',
    subject: 'Cloud loyalty',
    outcome: 'Done',
  })
  expect(wordsFor('request-refused', 'pos/unknown', '', 'NOT_GRANTED')).toMatchObject({
    actor: 'Unknown program',
    outcome: en.faults.NOT_GRANTED.title,
  })
  expect(wordsFor('made-up', 'nobody', 'nothing', 'WHATEVER')).toEqual({
    event: 'made-up',
    actor: 'nobody',
    subject: 'nothing',
    outcome: 'WHATEVER',
  })
})

test('digits of other scripts are read, and everything but digits is dropped', () => {
  expect(onlyWesternDigits('١٢٣٤')).toBe('1234')
  expect(onlyWesternDigits('۵۶7a-8')).toBe('5678')
  expect(onlyWesternDigits('१२३४')).toBe('1234')
  expect(onlyWesternDigits('๑๒๓๔')).toBe('1234')
})
