import { expect, test } from 'vitest'
import type { Finding } from '#core/diagnostics/finding.ts'
import { withoutConsequences } from '#core/diagnostics/oneCause.ts'

const upstream = 'loyalty'
const nameUnknown: Finding = {
  ...{ check: 'dns', upstream, outcome: 'trouble', reason: 'name-unknown' },
  params: { host: 'x.example', code: 'ENOTFOUND' },
}
const nameKnown: Finding = { check: 'dns', upstream, outcome: 'fine', reason: 'name-known', params: { host: 'x' } }
const unreachable: Finding = {
  ...{ check: 'tls', upstream, outcome: 'trouble', reason: 'unreachable' },
  params: { code: 'ECONNREFUSED' },
}
const trusted: Finding = { check: 'tls', upstream, outcome: 'fine', reason: 'tls-trusted', params: { issuer: 'CA' } }
const proxyRefused: Finding = {
  ...{ check: 'proxy', upstream, outcome: 'trouble', reason: 'proxy-refused' },
  params: { proxy: 'http://proxy:1', status: 403 },
}
const ofCredential = (action: NonNullable<Finding['action']>['action'], outcome: 'trouble' | 'attention'): Finding => ({
  ...{ check: 'credential', upstream, outcome, reason: 'fault' },
  params: { detail: 'It did not answer.', remedy: 'Wait.' },
  action: { action, target: upstream },
})
const untested = ofCredential('test-upstream', 'attention')
const refused = ofCredential('rotate-upstream', 'trouble')

test.each<[string, Finding[], string[]]>([
  ['an unknown name', [nameUnknown, unreachable, untested], ['name-unknown', 'way-unknown', 'not-reached']],
  ['a host that does not answer', [nameKnown, unreachable, untested], ['name-known', 'unreachable', 'not-reached']],
  ['a proxy that refuses', [proxyRefused, untested], ['proxy-refused', 'not-reached']],
  ['a credential that was refused before', [unreachable, refused], ['unreachable', 'fault']],
  ['a host that answers oddly', [nameKnown, trusted, untested], ['name-known', 'tls-trusted', 'fault']],
])('%s is said once, with its remedy', (_, findings, reasons) => {
  const told = withoutConsequences(findings)
  expect(told.map(({ reason }) => reason)).toEqual(reasons)
  for (const { reason, outcome, action } of told)
    if (reason === 'way-unknown' || reason === 'not-reached') expect([outcome, action]).toEqual(['skipped', undefined])
})
