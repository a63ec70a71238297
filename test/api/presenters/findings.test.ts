import { expect, test } from 'vitest'
import { presentFinding } from '#api/presenters/findings.ts'
import type { Finding, FindingParams, FindingReason } from '#core/diagnostics/finding.ts'

type Row = {
  [Reason in FindingReason]: [reason: Reason, params: FindingParams[Reason], sentence: string, remedy?: string]
}[FindingReason]

const rows: Row[] = [
  ['fault', { detail: 'It is locked.', remedy: 'Unlock it.' }, 'It is locked.', 'Unlock it.'],
  ['no-answer', { seconds: 10 }, 'There was no answer within 10 seconds.', "Check the store's network"],
  ['check-failed', null, 'This could not be looked at.', 'Look again;'],
  ['keychain-works', null, 'The keychain keeps what it is given.'],
  ['keychain-in-memory', null, 'Secrets are kept in memory only', 'Start it without --vault memory'],
  ['settings-in-order', null, 'The settings are in order.'],
  ['settings-damaged', { copy: 'x.damaged' }, 'a copy of them is kept as x.damaged.', 'Find out why'],
  [
    'data-shared',
    { directory: 'C:\\till', writers: ['BU'] },
    'in the data directory C:\\till (BU)',
    'take those rights away',
  ],
  ['data-access-unknown', { directory: 'C:\\till', code: 'ENOENT' }, 'did not tell who may write', 'tab Security'],
  ['port-not-open', null, 'Checkout software is answered only while the agent runs.'],
  ['port-answers', { port: 47600 }, 'Checkout software is answered at port 47600.'],
  ['port-silent', { port: 47600 }, 'Nobody answers checkout software at port 47600.', 'Start the till agent again'],
  ['audit-written', null, 'The audit trail is written.'],
  [
    'verifications-damaged',
    { copy: 'verifications.damaged' },
    'they are kept as verifications.damaged.',
    'Look at the disk',
  ],
  ['audit-damaged', { copy: 'audit.damaged' }, 'it is kept as audit.damaged.', 'Find out why, keep that file'],
  ['no-upstream', null, 'No upstream is set up yet', 'Add one: "till-agent upstream add".'],
  ['environment-weakens', { names: ['A', '--b'] }, 'less safety (A, --b); the till agent does not listen', 'Remove it'],
  ['environment-trusts', { names: ['A'] }, 'that A names are not trusted here'],
  ['name-local', null, '"loyalty" is on this machine.'],
  ['name-left-to-proxy', { host: 'a.example' }, 'The proxy looks up where a.example is.'],
  ['name-known', { host: 'a.example' }, 'The name a.example is known.'],
  ['name-unknown', { host: 'a.example', code: 'ENOTFOUND' }, "a.example can't be found (ENOTFOUND).", "network's DNS"],
  ['no-proxy', null, '"loyalty" is reached without a proxy.'],
  ['proxy-used', { proxy: 'http://p' }, 'The way to "loyalty" leads through the proxy http://p.'],
  [
    'proxy-wants-sign-in',
    { proxy: 'http://p', status: 407 },
    'wants a user name and a password (407).',
    'proxyPassword',
  ],
  ['proxy-sign-in-unsupported', { proxy: 'http://p', status: 407 }, 'such as NTLM or Kerberos (407).', 'by Basic'],
  ['proxy-untrusted', { proxy: 'https://p' }, 'https://p could not prove who it is', 'caFile'],
  [
    'proxy-unreadable',
    { source: 'HTTPS_PROXY' },
    'HTTPS_PROXY in the environment of this machine',
    'http://proxy.store',
  ],
  ['proxy-unreadable', { source: 'proxy' }, 'The proxy of the upstream cannot be read', 'http://proxy.store'],
  [
    'proxy-refused',
    { proxy: 'http://p', status: 403 },
    'does not let the till through to "loyalty" (403).',
    'Ask whoever',
  ],
  [
    'proxy-silent',
    { proxy: 'http://p', code: 'ETIMEDOUT' },
    'and nothing came back (ETIMEDOUT).',
    'Check that the proxy',
  ],
  ['tls-stopped-by-proxy', null, 'The proxy let nobody through to "loyalty".'],
  ['way-unknown', null, 'Nothing was sent to "loyalty"'],
  ['not-reached', null, 'The credential was not tested'],
  ['unreachable', { code: 'ECONNREFUSED' }, '"loyalty" cannot be reached (ECONNREFUSED).', 'base URL'],
  ['untrusted', { detail: 'No.', remedy: 'Check.', issuer: 'Box' }, 'No. It was made by "Box".', 'Check.'],
  ['not-encrypted', { host: 'a.example:80' }, '"loyalty" is spoken to in the clear, at a.example:80.'],
  ['tls-trusted', { issuer: 'CA' }, '"loyalty" proved who it is; "CA" vouches for it.'],
  ['private-authority', { issuer: 'Box' }, '"Box", who vouches for "loyalty"', 'names that authority'],
  ['re-signed', { issuer: 'Filter' }, 'Of "loyalty", answers are re-signed by "Filter"', "store's own filter"],
  [
    'proxy-of-system',
    { proxy: 'http://a:1, direct', source: 'gnome', pac: 'http://wpad/a.pac' },
    "leads through http://a:1, direct, as the desktop's settings (PAC file http://wpad/a.pac) say",
  ],
  ['no-proxy-of-system', { source: 'none', pac: '' }, 'the system has none set'],
  ['no-proxy-of-system', { source: 'macos', pac: '' }, 'as the network settings of macOS say'],
  ['proxy-unsupported', { source: 'windows' }, 'such as SOCKS', 'Set proxy of the upstream'],
  ['pac-unreachable', { pac: 'http://wpad/a.pac' }, 'cannot be fetched', 'Check the address'],
  ['pac-broken', { pac: 'http://wpad/a.pac' }, 'does not work', 'whoever runs the network'],
  ['certificate-required', null, 'the till has no certificate to show', 'Give the upstream the certificate'],
  ['certificate-refused', null, 'does not take the certificate', 'Give the upstream the certificate'],
  [
    'certificate-valid',
    { subject: 'CN=a', expiresAt: 1_798_761_600_000 },
    '"CN=a", which the till shows to "loyalty", is good until 2027-01-01.',
  ],
  [
    'certificate-expiring',
    { subject: 'CN=a', expiresAt: 0, days: 1 },
    'ends on 1970-01-01, in 1 day.',
    'upstream rotate loyalty',
  ],
  ['certificate-expired', { subject: 'CN=a', expiresAt: 0 }, 'ended on 1970-01-01.', 'upstream rotate loyalty'],
  ['clock-unknown', null, '"loyalty" did not tell what time it is there.'],
  ['clock-agrees', null, 'The clock of this machine agrees with that of "loyalty".'],
  ['clock-off', { skewMs: 60_001 }, 'is 1 minute ahead of that of "loyalty".', 'Let this machine set'],
  ['clock-off', { skewMs: -90 * 60_000 }, 'is 90 minutes behind that of "loyalty".', 'Let this machine set'],
  ['clock-off', { skewMs: 47 * 3_600_000 }, 'is 47 hours ahead of', 'Let this machine set'],
  ['clock-off', { skewMs: -3 * 86_400_000 }, 'is 3 days behind that of', 'Let this machine set'],
  ['credential-accepted', { notice: undefined }, '"loyalty" takes the credential of this till.'],
  ['credential-accepted', { notice: 'It ends soon.' }, 'of this till. It ends soon.'],
]

test.for(rows)('%s %j', ([reason, params, sentence, remedy]) => {
  const finding = { check: 'tls', upstream: 'loyalty', outcome: 'trouble', reason, params } as Finding
  const shown = presentFinding(finding)
  expect(shown.sentence).toContain(sentence)
  expect(shown.sentence).toMatch(/^["A-Z].*\.$/)
  if (remedy === undefined) expect(shown).not.toHaveProperty('remedy')
  else expect(shown.remedy).toContain(remedy)
})

test('a finding about this machine names no upstream, and keeps its action', () => {
  const action = { action: 'check-again' } as const
  expect(
    presentFinding({ check: 'keychain', outcome: 'trouble', reason: 'no-answer', params: { seconds: 10 }, action }),
  ).toEqual({
    check: 'keychain',
    outcome: 'trouble',
    reason: 'no-answer',
    facts: { seconds: 10 },
    sentence: 'There was no answer within 10 seconds.',
    remedy: 'Look again; if it stays so, start this machine again.',
    action,
  })
})
