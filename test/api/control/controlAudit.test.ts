import { describe, expect, test } from 'vitest'
import { auditEntryOf } from '#api/control/controlAudit.ts'
import { canaries } from '#test/support/canaries.ts'

const rowOf = (call: string, input: unknown, output?: unknown) =>
  auditEntryOf(call.split('.'), 'pipe/anna', input, 'done', output)

describe('a call that changes something is a row', () => {
  const grants = [{ upstream: 'cloud', allow: ['capillary:sell', { methods: ['GET'], path: '/v2/x' }] }]
  const client = { id: 'pos', grants, origins: ['https://pos.example'] }
  test.each([
    ['upstreams.add', { entry: { id: 'cloud' } }, {}, 'upstream-added', 'upstream/cloud', ''],
    ['upstreams.add', { entry: { id: 'cloud' }, probe: false }, {}, 'upstream-added', 'upstream/cloud', 'unproven'],
    ['upstreams.remove', { id: 'cloud', force: true }, undefined, 'upstream-removed', 'upstream/cloud', 'forced'],
    ['clients.revoke', { id: 'pos' }, undefined, 'client-revoked', 'client/pos', ''],
    ['settings.set', { name: 'updates.channel', value: 'x' }, {}, 'setting-changed', 'setting/updates.channel', ''],
    ['provision', {}, { changed: [] }, 'provisioned', '', 'nothing changed'],
    ['provision', {}, { changed: ['upstream cloud', 'limit queue'] }, 'provisioned', '', 'upstream cloud, limit queue'],
    ['audit.verify', {}, { intact: true }, 'trail-verified', '', 'intact'],
    ['audit.verify', {}, { intact: false }, 'trail-verified', '', 'not intact'],
    // The output names the client, and was read for a new one: each of these calls was done and told as a bug.
    ['outbox.hold', { id: 'ob_0123456789abcdef' }, { client: 'pos' }, 'outbox-held', 'outbox/ob_0123456789abcdef', ''],
    ['outbox.sendNow', undefined, { entries: 1 }, 'outbox-resent', 'outbox', ''],
    ['outbox.discard', { reason: 'by hand' }, { client: 'pos' }, 'outbox-discarded', 'outbox', 'by hand'],
    [
      'outbox.correct',
      { id: 'ob_0123456789abcdef', fields: { mobile: '919876543210', 'not-a-field': 'x' } },
      { client: 'pos' },
      ...(['outbox-corrected', 'outbox/ob_0123456789abcdef', 'mobile'] as const),
    ],
    ['pin.set', { pin: '4711' }, {}, 'pin-changed', '', ''],
  ])('%s %j: %j', (call, input, output, event, subject, detail) => {
    expect(rowOf(call, input, output)).toEqual({ event, actor: 'pipe/anna', subject, outcome: 'done', detail })
  })

  test('a new client is one with its grants and origins', () => {
    const row = rowOf('clients.add', { id: 'pos' }, { client })
    expect(row?.detail).toBe('cloud=capillary:sell|GET /v2/x, https://pos.example')
  })
})

test.each(['status', 'changes', 'upstreams.list', 'verifications.check', 'pairings.approve'])(
  '%s writes none of its own',
  (call) => {
    expect(rowOf(call, {})).toBeUndefined()
  },
)

test.each([
  [{}, true],
  [{ after: 0 }, true],
  [{ after: 100 }, false],
])('reading the trail with %j writes a row: %s', (input, expected) => {
  expect(rowOf('audit.export', input) !== undefined).toBe(expected)
})

// Input is not validated yet: a person may have typed a password into the field for the id.
test.each([
  ['upstreams.add', { entry: { id: canaries.password } }, 'upstream/unnamed'],
  ['upstreams.add', { entry: canaries.password }, 'upstream/unnamed'],
  ['upstreams.add', undefined, 'upstream/unnamed'],
  ['clients.revoke', { id: 7 }, 'client/unnamed'],
  ['settings.set', { name: canaries.password }, 'setting/unnamed'],
])('%s with something else than an id in its place names nothing', (call, input, subject) => {
  expect(rowOf(call, input)).toMatchObject({ subject, detail: '' })
})
