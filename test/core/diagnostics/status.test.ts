import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { concernsOf, conditionOf, statusOf } from '#core/diagnostics/status.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'

const ready = { id: 'a', state: 'ready' } as UpstreamSummary
const locked = { id: 'b', state: 'locked', problem: new Fault('UPSTREAM_LOCKED') } as UpstreamSummary
const notReady = { id: 'c', state: 'not-ready', problem: new Fault('KEYCHAIN_LOCKED') } as UpstreamSummary
const audit = { problem: undefined, setAside: [] as string[] }
const verifications = audit

test.for<[upstreams: UpstreamSummary[], concerns: number, condition: string, offline?: number]>([
  [[ready], 1, 'offline', 1],
  [[ready, ready], 1, 'attention', 1],
  [[ready, locked, ready], 3, 'offline', 2],
  [[locked], 1, 'blocked', 0],
  [[], 1, 'blocked'],
  [[locked], 1, 'blocked'],
  [[locked, notReady], 2, 'blocked'],
  [[ready], 0, 'ready'],
  [[ready], 1, 'attention'],
  [[ready, locked], 1, 'attention'],
])('%# is %3$s', ([upstreams, concerns, condition, offline = 0]) => {
  expect(conditionOf(upstreams, Array(concerns), offline)).toBe(condition)
})

test.for<[name: string, facts: Partial<Parameters<typeof concernsOf>[0]>, codes: string[]]>([
  ['all is well', {}, []],
  ['nothing is set up', { upstreams: [], hasClients: false }, ['till NO_UPSTREAM']],
  ['a person has yet to choose a PIN', { isPinPending: true }, ['till NO_PIN']],
  ['nothing is set up that a PIN could guard', { upstreams: [], isPinPending: true }, ['till NO_UPSTREAM']],
  ['no program is set up', { hasClients: false }, ['till NO_CLIENT']],
  ['no upstream can be called', { upstreams: [locked, notReady] }, ['b UPSTREAM_LOCKED', 'c KEYCHAIN_LOCKED']],
  ['an upstream cannot be reached', { offline: [{ id: 'a', since: 1 }] }, ['a UPSTREAM_OFFLINE']],
  [
    'nobody has confirmed whose till it is',
    { upstreams: [{ ...ready, isUnconfirmed: true }] },
    ['a IDENTITY_UNCONFIRMED'],
  ],
  ['an upstream raised an alarm', { alarms: [{ id: 'a', alarm: 'Odd.' }, { id: 'b' }] }, ['a UPSTREAM_ALARM']],
  ["an upstream's answers are re-signed", { reSigned: [{ id: 'a', issuer: 'Filter' }] }, ['a UPSTREAM_RE_SIGNED']],
  [
    'settings, keychain and log cannot be written',
    {
      stores: [new Fault('SETTINGS_UNWRITABLE'), new Fault('KEYCHAIN_LOCKED'), new Fault('LOG_UNAVAILABLE')].map(
        (problem) => ({ problem }),
      ),
    },
    ['till SETTINGS_UNWRITABLE', 'till KEYCHAIN_LOCKED', 'till LOG_UNAVAILABLE'],
  ],
  [
    'the keychain is locked, and so an upstream cannot be called',
    { upstreams: [ready, notReady], stores: [{ problem: new Fault('KEYCHAIN_LOCKED') }] },
    ['c KEYCHAIN_LOCKED'],
  ],
  ['the outbox has something for a person', { needPerson: 2 }, ['till OUTBOX_NEEDS_PERSON']],
  [
    'a manager is asked about several sales of one upstream',
    { needApproval: ['a', 'a'] },
    ['a OFFLINE_APPROVAL_NEEDED'],
  ],
  [
    'the audit trail was damaged and cannot be written',
    { audit: { problem: new Fault('AUDIT_UNAVAILABLE'), setAside: ['old'] } },
    ['till AUDIT_DAMAGED', 'till AUDIT_UNAVAILABLE'],
  ],
  [
    'verifications were damaged and cannot be written',
    { verifications: { problem: new Fault('VERIFICATIONS_UNAVAILABLE'), setAside: ['old'] } },
    ['till VERIFICATIONS_DAMAGED', 'till VERIFICATIONS_UNAVAILABLE'],
  ],
  [
    'the record of updates was damaged',
    { updates: [{ code: 'RECORD_DAMAGED', reason: 'It was damaged.', remedy: 'Look.' }] },
    ['till RECORD_DAMAGED'],
  ],
  [
    'everything at once, upstreams first',
    {
      upstreams: [locked],
      alarms: [{ id: 'b', alarm: 'Odd.' }],
      hasClients: false,
      audit: { ...audit, setAside: ['old'] },
    },
    ['b UPSTREAM_LOCKED', 'b UPSTREAM_ALARM', 'till NO_CLIENT', 'till AUDIT_DAMAGED'],
  ],
  [
    'safe mode, which opens nothing that is set up',
    { upstreams: [], hasClients: false, safeMode: new Fault('SAFE_MODE') },
    ['till SAFE_MODE'],
  ],
])('%s', ([, facts, codes]) => {
  const well = {
    needPerson: 0,
    upstreams: [ready],
    offline: [],
    alarms: [],
    hasClients: true,
    stores: [{ problem: undefined }],
    audit,
    verifications,
    updates: [],
    reSigned: [],
    certificates: [],
  }
  const concerns = concernsOf({ ...well, ...facts })
  expect(concerns.map(({ about, code }) => `${about} ${code}`)).toEqual(codes)
})

/** An agent with one upstream that works and one that is locked. */
const deps = {
  upstreams: {
    list: () => [
      { ...ready, scheme: 'basic', organisation: 'Shop', till: 'T1' },
      { ...locked, scheme: 'header' },
    ],
    all: () => [],
    find: (id: string) => (id === 'a' ? { link: { openConnections: () => 3 } } : undefined),
  },
  clients: { list: () => [{ id: 'pos' }] },
  network: { reSignedBy: () => undefined },
  reachability: { failingSince: () => undefined },
  broker: { loadOf: (id: string) => ({ active: id === 'a' ? 2 : 0, waiting: 0 }) },
  outbox: {
    counts: () => ({ open: 0, needPerson: 0, amount: 0, bytes: 0 }),
    approvals: { list: () => [] },
  },
  drops: { list: () => [] },
  ...{ settings: {}, vault: {}, managerPin: { isPending: false }, audit, verifications, logState: undefined },
  updates: { recordProblems: () => [] },
  directives: { status: () => ({}) },
  ...{ version: '1.2.3', posPort: 4_000, startedAt: 5 },
} as unknown as Parameters<typeof statusOf>[0]

test('the status names each upstream, who the cloud takes the till for, and what is under way', () => {
  expect(statusOf(deps)).toMatchObject({
    ...{ condition: 'attention', version: '1.2.3', posAddress: 'http://127.0.0.1:4000', startedAt: 5 },
    concerns: [{ about: 'b', code: 'UPSTREAM_LOCKED' }],
  })
  expect(statusOf(deps).upstreams).toEqual([
    {
      ...{ id: 'a', scheme: 'basic', state: 'ready', organisation: 'Shop', till: 'T1' },
      ...{ mode: 'live', active: 2, waiting: 0, openConnections: 3 },
    },
    { id: 'b', mode: 'live', scheme: 'header', state: 'locked', active: 0, waiting: 0, openConnections: 0 },
  ])
})

test('the status says since when an upstream has not been reached, and not of one that cannot be called anyway', () => {
  const status = statusOf({ ...deps, reachability: { failingSince: () => 9 } })
  expect(status.condition).toBe('offline')
  expect(status.upstreams.map(({ unreachableSince }) => unreachableSince)).toEqual([9, undefined])
  expect(status.concerns).toContainEqual({ about: 'a', code: 'UPSTREAM_OFFLINE', since: 9 })
})

test('the status names no address while there is none, and no program where there is none', () => {
  const status = statusOf({ ...deps, posPort: undefined, clients: { list: () => [] } })
  expect(status).not.toHaveProperty('posAddress')
  expect(status.concerns.map(({ code }) => code)).toContain('NO_CLIENT')
})

test('the status tells what cannot be written: settings, keychain and log', () => {
  const problem = (code: 'SETTINGS_UNWRITABLE' | 'KEYCHAIN_LOCKED' | 'LOG_UNAVAILABLE') => ({
    problem: new Fault(code),
  })
  const stores = { settings: problem('SETTINGS_UNWRITABLE'), vault: problem('KEYCHAIN_LOCKED') }
  const codes = (more: object) => statusOf({ ...deps, ...stores, ...more }).concerns.map(({ code }) => code)
  expect(codes({})).toEqual(expect.arrayContaining(['SETTINGS_UNWRITABLE', 'KEYCHAIN_LOCKED']))
  expect(codes({ logState: problem('LOG_UNAVAILABLE') })).toContain('LOG_UNAVAILABLE')
})

const dayMs = 86_400_000

test.each([
  ['is none', undefined, []],
  ['is good for longer than the warning', 31 * dayMs, []],
  ['is good for just as long', 30 * dayMs, []],
  ['ends soon', 30 * dayMs - 1, [{ code: 'CERTIFICATE_EXPIRING', days: 29 }]],
  ['ends within a day', 1, [{ code: 'CERTIFICATE_EXPIRING', days: 0 }]],
  ['has ended', 0, [{ code: 'CERTIFICATE_EXPIRED', days: 0 }]],
])('the certificate that the till shows %s', (_, leftMs, concerns) => {
  const now = 1_000 * dayMs
  const certificate = leftMs === undefined ? undefined : { subject: 'till-7', expiresAt: now + leftMs }
  const upstreams = { list: () => [{ ...ready, certificate }], all: () => [], find: () => undefined }
  const status = statusOf({ ...deps, upstreams, now, certificateWarningDays: 30 } as unknown as typeof deps)
  expect(status.concerns).toEqual(concerns.map((concern) => ({ about: 'a', subject: 'till-7', ...concern })))
})

test('the status names who signs answers anew, and only of the upstreams that it happens to', () => {
  const network = { reSignedBy: ({ id }: { id: string }) => (id === 'a' ? 'Filter of the chain' : undefined) }
  const { concerns } = statusOf({ ...deps, network } as unknown as typeof deps)
  expect(concerns.filter(({ code }) => code === 'UPSTREAM_RE_SIGNED')).toEqual([
    { about: 'a', code: 'UPSTREAM_RE_SIGNED', issuer: 'Filter of the chain' },
  ])
})

test('how customers sign in is told where the upstream has a policy, and what is not known is left out', () => {
  const signInPolicy = { codeDigits: 6 }
  const list = () => [
    { ...ready, signInPolicy },
    { ...ready, id: 'b' },
  ]
  const upstreams = { list, all: () => [], find: () => ({ link: undefined }) }
  const [first, second] = statusOf({ ...deps, upstreams } as unknown as typeof deps).upstreams
  expect(first).toMatchObject({ id: 'a', signInPolicy, openConnections: 0 })
  for (const unknown of ['signInPolicy', 'organisation', 'till', 'unreachableSince'])
    expect(second).not.toHaveProperty(unknown)
})

test('what an upstream answered that nobody expected is a concern of that upstream', () => {
  const unexpected = new Fault('UPSTREAM_ANSWER_INVALID')
  const upstreams = { list: () => [ready], all: () => [{ id: 'a', unexpected }], find: () => undefined }
  const { concerns } = statusOf({ ...deps, upstreams } as unknown as typeof deps)
  expect(concerns).toEqual([{ about: 'a', code: 'UPSTREAM_ANSWER_INVALID', fault: unexpected }])
})
