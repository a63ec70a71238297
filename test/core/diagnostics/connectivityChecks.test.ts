import { expect, test } from 'vitest'
import {
  checkName,
  clockFinding,
  proxyFinding,
  tlsFinding,
  unreadableProxyFindings,
} from '#core/diagnostics/connectivityChecks.ts'
import type { Diagnostics, ProbeResult } from '#core/diagnostics/diagnostics.ts'
import type { Finding } from '#core/diagnostics/finding.ts'

const loyalty = { id: 'loyalty', baseUrl: 'https://loyalty.example/api' }
const proxy = 'http://proxy.example:3128'
const answered: ProbeResult = { kind: 'answered' }
const silent: ProbeResult = { kind: 'silent', reason: 'ECONNRESET' }

const refusedBy = (status: number, reason: string): ProbeResult => ({ kind: 'proxy-refused', status, reason, proxy })

/** The result of one check in a line. */
const inShort = ({ outcome, reason, action }: Finding) => [outcome, reason, action?.action]

test.for<[baseUrl: string, proxy: string | undefined, found: object, outcome: string, reason: string]>([
  ['http://127.0.0.1:8080', undefined, { reason: 'never asked' }, 'skipped', 'name-local'],
  ['http://[::1]:8080', proxy, { reason: 'never asked' }, 'skipped', 'name-local'],
  ['https://a.example', proxy, { reason: 'never asked' }, 'skipped', 'name-left-to-proxy'],
  ['https://a.example', undefined, { addresses: ['192.0.2.1'] }, 'fine', 'name-known'],
  ['https://a.example', undefined, { reason: 'ENOTFOUND' }, 'trouble', 'name-unknown'],
])('the name of %s, by proxy %s', async ([baseUrl, by, found, outcome, reason]) => {
  const diagnostics = { resolve: async () => found } as unknown as Diagnostics
  const way = by === undefined ? ({ kind: 'direct' } as const) : ({ kind: 'proxy', address: by } as const)
  expect(await checkName({ id: 'loyalty', baseUrl }, way, diagnostics)).toMatchObject({ outcome, reason })
})

test.for<[proxy: string | undefined, probe: ProbeResult, expected: unknown[]]>([
  [undefined, silent, ['fine', 'no-proxy', undefined]],
  [proxy, answered, ['fine', 'proxy-used', undefined]],
  [proxy, { kind: 'untrusted', reason: 'X', issuer: 'Box' }, ['fine', 'proxy-used', undefined]],
  [proxy, silent, ['attention', 'proxy-silent', 'change-network']],
  [proxy, refusedBy(407, 'PROXY_LOGIN_REQUIRED'), ['trouble', 'proxy-wants-sign-in', 'change-network']],
  [proxy, refusedBy(407, 'PROXY_LOGIN_UNSUPPORTED'), ['trouble', 'proxy-sign-in-unsupported', 'check-again']],
  [proxy, refusedBy(403, 'PROXY_REFUSED'), ['trouble', 'proxy-refused', 'check-again']],
  [
    proxy,
    { kind: 'untrusted', reason: 'PROXY_UNTRUSTED', issuer: '' },
    ['trouble', 'proxy-untrusted', 'change-network'],
  ],
])('proxy %s and a probe %j', ([by, probe, expected]) => {
  expect(
    inShort(proxyFinding(loyalty, by === undefined ? { kind: 'direct' } : { kind: 'proxy', address: by }, probe)),
  ).toEqual(expected)
})

test.for<[probe: ProbeResult, caFile: string | undefined, expected: unknown[]]>([
  [refusedBy(407, 'PROXY_LOGIN_REQUIRED'), undefined, ['skipped', 'tls-stopped-by-proxy', undefined]],
  [
    { kind: 'untrusted', reason: 'PROXY_UNTRUSTED', issuer: '' },
    undefined,
    ['skipped', 'tls-stopped-by-proxy', undefined],
  ],
  [silent, undefined, ['trouble', 'unreachable', 'check-again']],
  [
    { kind: 'untrusted', reason: 'CERT_HAS_EXPIRED', issuer: 'CA' },
    undefined,
    ['trouble', 'untrusted', 'open-settings'],
  ],
  [answered, undefined, ['skipped', 'not-encrypted', undefined]],
  [{ kind: 'answered', issuer: { name: 'CA', isPublic: true } }, undefined, ['fine', 'tls-trusted', undefined]],
  [
    { kind: 'answered', issuer: { name: 'Box', isPublic: false } },
    'ca.pem',
    ['attention', 'private-authority', undefined],
  ],
  [{ kind: 'answered', issuer: { name: 'Filter', isPublic: false } }, undefined, ['attention', 're-signed', undefined]],
])('encryption, by a probe %j and caFile %s', ([probe, caFile, expected]) => {
  expect(inShort(tlsFinding({ ...loyalty, ...(caFile && { caFile }) }, probe))).toEqual(expected)
})

test('a proxy that cannot be read is trouble, and no connection is tried', () => {
  expect(unreadableProxyFindings(loyalty, 'HTTPS_PROXY').map(inShort)).toEqual([
    ['trouble', 'proxy-unreadable', 'change-network'],
    ['skipped', 'way-unknown', undefined],
  ])
})

const now = Date.UTC(2026, 0, 1)

test.for<[skewMs: number | undefined, expected: unknown[]]>([
  [undefined, ['skipped', 'clock-unknown', undefined]],
  [0, ['fine', 'clock-agrees', undefined]],
  [60_000, ['fine', 'clock-agrees', undefined]],
  [-60_000, ['fine', 'clock-agrees', undefined]],
  [60_001, ['attention', 'clock-off', 'check-again']],
  [300_000, ['attention', 'clock-off', 'check-again']],
  [-300_001, ['trouble', 'clock-off', 'check-again']],
])('a clock that is %i ms ahead', ([skewMs, expected]) => {
  const probe: ProbeResult = skewMs === undefined ? answered : { kind: 'answered', dateMs: now - skewMs }
  const found = clockFinding(loyalty, probe, now, undefined)
  expect(inShort(found)).toEqual(expected)
  if (found.reason === 'clock-off') expect(found.params).toEqual({ skewMs })
})

test('where somebody sees the screen of this machine, the clock’s settings can be opened', () => {
  const panels = { has: () => true, open: async () => true }
  const found = clockFinding(loyalty, { kind: 'answered', dateMs: now - 300_000 }, now, panels)
  expect(inShort(found)).toEqual(['attention', 'clock-off', 'open-clock'])
})
