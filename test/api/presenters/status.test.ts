import { expect, test } from 'vitest'
import { presentStatus } from '#api/presenters/status.ts'
import { presentUpstream } from '#api/presenters/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import type { Concern } from '#core/diagnostics/status.ts'

const damaged = 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.'

test.for<[concern: Concern, reason: string, remedy: string]>([
  [{ about: 'till', code: 'NO_UPSTREAM' }, 'No upstream is set up yet.', 'Add one: "till-agent upstream add".'],
  [{ about: 'till', code: 'NO_CLIENT' }, 'No program may call yet.', 'Add one: "till-agent client add".'],
  [
    { about: 'loyalty', code: 'UPSTREAM_ALARM', alarm: 'It acted for another till.' },
    'It acted for another till.',
    'Check till and store with head office before selling on.',
  ],
  [
    { about: 'till', code: 'AUDIT_DAMAGED', copy: 'audit.damaged' },
    'The audit trail was damaged; it was set aside as audit.damaged, and a new one was begun.',
    damaged,
  ],
  [
    { about: 'till', code: 'VERIFICATIONS_DAMAGED', copy: 'verifications.damaged' },
    'Some verifications of customers were damaged and set aside as verifications.damaged; the rest goes on.',
    'Look at the disk of this machine, then move that file out of the data directory.',
  ],
  [
    { about: 'loyalty', code: 'UPSTREAM_LOCKED', fault: new Fault('UPSTREAM_LOCKED') },
    'The upstream refused the credential of this till, so nothing more is sent with it.',
    'Enter the right credential with "till-agent upstream rotate".',
  ],
])('%j', ([concern, reason, remedy]) => {
  const outbox = { open: 0, needPerson: 0, amount: 0, bytes: 0 }
  const status = { condition: 'attention', concerns: [concern], version: '1.0.0', startedAt: 1, outbox } as const
  expect(presentStatus({ ...status, concerns: [concern], upstreams: [] }).concerns).toEqual([
    { about: concern.about, code: concern.code, reason, remedy },
  ])
})

const stored = { id: 'sso', scheme: 'oidc', baseUrl: 'https://a.example', settings: {}, createdAt: 1 }

test('an upstream that is ready has no reason', () => {
  expect(presentUpstream({ ...stored, state: 'ready' })).toEqual({ ...stored, state: 'ready' })
})

test('an upstream that waits for a person says which command signs in', () => {
  const remedy = { action: 'sign-in-upstream', target: 'sso' } as const
  const problem = new Fault('UPSTREAM_NOT_READY', 'Nobody has signed in yet.', { retryAfterSeconds: 60 }, remedy)
  expect(presentUpstream({ ...stored, state: 'not-ready', problem })).toEqual({
    ...{ ...stored, state: 'not-ready', code: 'UPSTREAM_NOT_READY', reason: 'Nobody has signed in yet.' },
    remedy: 'Run "till-agent upstream sign-in sso".',
  })
})
