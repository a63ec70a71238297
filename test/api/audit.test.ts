import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { AuditRow } from '#contract/audit.ts'
import { Fault } from '#core/base/fault.ts'
import { canaries, canaryTill, findLeaks } from '#test/support/canaries.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const mobile = '919999999993'

/** The rows of a till's trail, oldest first, without the one that begins it. */
function rowsOf(till: Till): AuditRow[] {
  const rows = till.agent.audit.page(0, 1_000)
  const text = JSON.stringify(rows)
  expect(findLeaks(text)).toEqual([])
  expect(text).not.toContain(mobile)
  expect(text).not.toContain(till.key)
  return rows.slice(1)
}

const short = ({ event, actor, subject, outcome, detail }: AuditRow) =>
  [event, actor, subject, outcome, detail].filter((text) => text !== '').join(' · ')

function controlOf(till: Till) {
  return createRouterClient(controlRouter(till.agent, till.log, { actor: 'pipe/anna' }), {
    interceptors: [({ next }) => asFaults(next)],
  })
}

const canaryEntry = (baseUrl: string, password: string = canaries.password) => ({
  id: 'cloud',
  scheme: 'capillary-till',
  baseUrl,
  till: canaryTill,
  password,
})

describe('each action of a person is a row', () => {
  test('with the actor, the subject and the change', async () => {
    const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
    const till = await startTill({ baseUrl: cloud.url })
    const control = controlOf(till)
    await control.upstreams.add({ entry: canaryEntry(cloud.url) })
    await control.upstreams.test({ id: 'cloud' })
    await control.upstreams.rotate({ id: 'cloud', secrets: { password: canaries.password }, probe: false })
    const grants = [{ upstream: 'cloud', allow: ['capillary:sell', { methods: ['GET'], path: '/v2/x' }] }]
    await control.clients.add({ id: 'kiosk', name: mobile, grants, origins: ['https://pos.example'] })
    await control.clients.revoke({ id: 'kiosk' })
    await control.upstreams.remove({ id: 'cloud', force: true })
    await control.upstreams.list()
    await control.status()
    await control.audit.verify({})
    await control.audit.list({})
    await control.audit.export({})
    await control.audit.export({ after: 3 })
    expect(rowsOf(till).map(short)).toEqual([
      'upstream-added · pipe/anna · upstream/cloud · done',
      'upstream-tested · pipe/anna · upstream/cloud · done',
      'upstream-rotated · pipe/anna · upstream/cloud · done · unproven',
      'client-added · pipe/anna · client/kiosk · done · cloud=capillary:sell|GET /v2/x, https://pos.example',
      'client-revoked · pipe/anna · client/kiosk · done',
      'upstream-removed · pipe/anna · upstream/cloud · done · forced',
      'trail-verified · pipe/anna · done · intact',
      'trail-read · pipe/anna · done',
      'trail-read · pipe/anna · done',
    ])
  })

  test('a refused one too, without text that stood in the wrong field', async () => {
    const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
    const till = await startTill({ baseUrl: cloud.url })
    const control = controlOf(till)
    const attempts = [
      () => control.upstreams.add({ entry: canaryEntry(cloud.url, 'not the password') }),
      () => control.upstreams.add({ entry: { ...canaryEntry(cloud.url), id: canaries.password } }),
      () => control.clients.revoke({ id: 'nobody' }),
      () => control.upstreams.remove({ id: 'loyalty' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(Fault)
    expect(rowsOf(till).map(short)).toEqual([
      'upstream-added · pipe/anna · upstream/cloud · CREDENTIAL_REFUSED',
      'upstream-added · pipe/anna · upstream/unnamed · INVALID_INPUT',
      'client-revoked · pipe/anna · client/nobody · UNKNOWN_CLIENT',
      'upstream-removed · pipe/anna · upstream/loyalty · UPSTREAM_IN_USE',
    ])
  })

  test('provisioning names what has changed, and only that', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url })
    const control = controlOf(till)
    const file = {
      limits: { queue: 7 },
      upstreams: [canaryEntry(upstream.url)],
      clients: [{ id: 'canary', name: 'Checkout', key: canaries.clientKey, grants: [] }],
    }
    const first = await control.provision(file)
    expect(first.changed).toEqual(['upstream cloud', 'client canary', 'limit queue'])
    expect((await control.provision(file)).changed).toEqual([])
    await control.provision({ ...file, limits: { queue: 8 }, clients: [] })
    expect(rowsOf(till).map(short)).toEqual([
      'provisioned · pipe/anna · done · upstream cloud, client canary, limit queue',
      'provisioned · pipe/anna · done · nothing changed',
      'provisioned · pipe/anna · done · limit queue',
    ])
  })
})

describe('each event of the agent is a row', () => {
  test('when an upstream refuses the credential', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(401).end())
    const till = await startTill({ baseUrl: upstream.url })
    for (let n = 0; n < 3; n += 1) await till.call(`/via/loyalty/v2/customers/${mobile}`)
    expect(rowsOf(till).map(short)).toEqual([
      'upstream-locked · agent · upstream/loyalty · done · it refused the credential',
    ])
  })

  test('when an answer is about another till', async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(200, { till: mobile }).end())
    const till = await startTill({ baseUrl: upstream.url })
    for (let n = 0; n < 3; n += 1) await till.call('/via/loyalty/v2/x')
    expect(rowsOf(till).map(short)).toEqual([
      'upstream-alarm · agent · upstream/loyalty · done · Capillary acted for another till than the one that is set up here.',
    ])
  })

  test('when a request says something about an attack', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const till = await startTill({ baseUrl: upstream.url, grants: [{ methods: ['*'], path: '/v2/**' }] })
    const host = `Host: 127.0.0.1:${till.port}\r\n`
    const key = `Till-Agent-Key: ${till.key}\r\n`
    await till.raw(`GET /v1/status HTTP/1.1\r\nHost: evil.example\r\n${key}\r\n`)
    await till.raw(`GET /v1/status HTTP/1.1\r\n${host}${key}Origin: https://evil.example\r\n\r\n`)
    await till.raw(`GET /v1/status HTTP/1.1\r\n${host}${key}Origin: ${canaries.password}\r\nConnection: close\r\n\r\n`)
    await till.raw(
      `GET /v1/status HTTP/1.1\r\n${host}Till-Agent-Key: ${canaries.clientKey}\r\nConnection: close\r\n\r\n`,
    )
    await till.raw(`GET /via/loyalty/v2/../${mobile} HTTP/1.1\r\n${host}${key}Connection: close\r\n\r\n`)
    await till.raw(`GET /via/loyalty/v2/x HTTP/1.1\r\n${host}${key}Via: 1.1 till-agent\r\nConnection: close\r\n\r\n`)
    await till.call(`/via/loyalty/v2/otp?mobile=${mobile}`)
    await till.call(`/via/loyalty/v1.1/${mobile}`)
    await till.call('/via/loyalty/v2/otp/generate', {
      method: 'POST',
      body: JSON.stringify({ entityValue: mobile, channels: [{ type: 'MOBILE', value: '919999999994' }] }),
      headers: { 'Content-Type': 'application/json' },
    })
    await till.raw(`GET / HTTP/1.1\r\n${mobile}\r\n\r\n`)
    till.agent.refusals.close()
    expect(rowsOf(till).map(short).toSorted()).toEqual([
      'request-refused · pos/pos · upstream/loyalty · AMBIGUOUS_PATH',
      'request-refused · pos/pos · upstream/loyalty · BODY_REFUSED',
      'request-refused · pos/pos · upstream/loyalty · LOOP_DETECTED',
      'request-refused · pos/pos · upstream/loyalty · NOT_GRANTED',
      'request-refused · pos/pos · upstream/loyalty · ROUTE_DENIED',
      'request-refused · pos/unknown · FOREIGN_HOST',
      'request-refused · pos/unknown · KEY_REFUSED',
      'request-refused · pos/unknown · MALFORMED_REQUEST',
      'request-refused · pos/unknown · ORIGIN_REFUSED',
      'request-refused · pos/unknown · ORIGIN_REFUSED · origin https://evil.example',
    ])
  })
})

test('success and ordinary mistakes write no row', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const till = await startTill({ baseUrl: upstream.url })
  for (const path of ['/via/loyalty/v2/x', '/v1/status', '/metrics', '/healthz', '/nothing-here', '/via/unknown/x'])
    await till.call(path)
  await fetch(`${till.url}/v1/status`)
  till.agent.refusals.close()
  expect(till.agent.audit.page(0, 10)).toEqual([])
})

test('a trail that cannot be written stops no sale, and status says so', async () => {
  const upstream = await startUpstream((_, response) => response.writeHead(401).end())
  const audit = createMemoryAudit()
  const down = () => {
    throw new Fault('AUDIT_UNAVAILABLE', 'The disk is full.')
  }
  const till = await startTill({ baseUrl: upstream.url, deps: { audit: { ...audit, append: down, ends: down } } })
  expect((await till.call('/via/loyalty/v2/x')).headers.get('till-agent-fault')).toBe('UPSTREAM_LOCKED')
  const status = (await (await till.call('/v1/status')).json()) as { concerns: object[] }
  expect(status.concerns).toContainEqual({
    about: 'till',
    code: 'AUDIT_UNAVAILABLE',
    reason: 'The disk is full.',
    remedy: expect.stringMatching(/^Check .*\.$/),
  })
  expect((await (await till.call('/metrics')).text()).includes('\ntill_agent_audit_ok 0\n')).toBe(true)
})

test('a trail that was set aside stays a concern until its file is moved away', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const setAside = ['audit.damaged-2027-01-02.sqlite']
  const till = await startTill({
    baseUrl: upstream.url,
    deps: { audit: { ...createMemoryAudit(), setAside: () => setAside } },
  })
  expect(till.agent.status()).toMatchObject({
    condition: 'attention',
    concerns: [{ about: 'till', code: 'AUDIT_DAMAGED', copy: 'audit.damaged-2027-01-02.sqlite' }],
  })
  setAside.pop()
  expect(till.agent.status()).toMatchObject({ condition: 'ready', concerns: [] })
})
