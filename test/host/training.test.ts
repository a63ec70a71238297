import { createRouterClient } from '@orpc/server'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { openTraining } from '#host/training/openTraining.ts'
import { schemes } from '#schemes/index.ts'
import { writeInput } from '#test/support/folder.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const json = { 'Content-Type': 'application/json' }
const lookUp = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
const sale = {
  root: { transaction: [{ type: 'regular', number: 'B-1', amount: 12, customer: { mobile: '919999999993' } }] },
}

async function startTraining() {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const till = await startTill({ baseUrl: upstream.url, deps: { openTraining } })
  const control = createRouterClient(controlRouter(till.agent, silentLog, { actor: 'window/anna' }))
  await control.training.start({ minutes: 5 })
  const ask = async (path: string, body?: object) => {
    const init = body === undefined ? {} : { method: 'POST', headers: json, body: JSON.stringify(body) }
    const response = await till.call(path, init)
    return { response, answer: await response.json() }
  }
  return { upstream, till, control, ask }
}

test('while staff practise simulated customers are served, every answer says so, and nothing leaves the machine', async () => {
  const { upstream, till, control, ask } = await startTraining()
  const found = await ask(lookUp)
  expect(found.answer.response.customers.customer[0]).toMatchObject({ firstname: 'Asha' })
  const sold = await till.call('/via/loyalty/v1.1/transaction/add?format=json', {
    ...{ method: 'POST', headers: { ...json, 'Till-Agent-Outbox': 'accept' }, body: JSON.stringify(sale) },
  })
  expect(sold.status).toBe(200)

  const identifier = { type: 'mobile', value: '+919999999993' }
  const { answer } = await ask('/v1/verifications', { upstream: 'loyalty', identifier })
  const { training } = till.agent.status()
  const confirmed = await ask(`/v1/verifications/${answer.id}/code`, { code: training?.code })
  expect(decodeJwt(confirmed.answer.statement)).toMatchObject({ mode: 'training' })
  expect(await control.customers.lookUp({ upstream: 'loyalty', query: '919999999993' })).toMatchObject({
    outcome: 'found',
  })

  const answers = ['/v1/status', '/via/nowhere/x', '/nothing', '/metrics', lookUp]
  for (const path of answers) {
    const response = await till.call(path)
    expect([path, response.headers.get('till-agent-mode')]).toEqual([path, 'training'])
  }
  // Without a key every till answers alike.
  expect((await fetch(`${till.url}/v1/status`)).headers.get('till-agent-mode')).toBeNull()
  const status = (await ask('/v1/status')).answer
  expect(status.upstreams).toMatchObject([{ id: 'loyalty', mode: 'training' }])
  const metrics = await (await till.call('/metrics')).text()
  expect(metrics).toContain('till_agent_training 1')
  expect(metrics).toContain('scheme="capillary-till",mode="training"')
  expect(metrics).not.toMatch(/till_agent_requests_total\{client="pos"/)
  expect((await till.agent.outbox.list({ limit: 1, after: 0 })).entries).toEqual([])
  expect(upstream.seen).toEqual([])
})

test('afterwards the till is as it was, and the audit trail says who switched', async () => {
  const { upstream, till, control } = await startTraining()
  await control.customers.lookUp({ upstream: 'loyalty', query: '919999999993' })
  await control.training.stop()
  const after = await till.call('/via/loyalty/x')
  expect([after.status, after.headers.get('till-agent-mode'), upstream.seen.length]).toEqual([200, 'live', 1])
  const rows = till.agent.audit.list(10).map(({ event, actor, detail }) => [event, actor, detail])
  expect(rows).toContainEqual(['training-started', 'window/anna', ''])
  expect(rows).toContainEqual(['customer-looked-up', 'window/anna', 'training'])
  expect(rows).toContainEqual(['training-ended', 'window/anna', ''])
})

test('a till without an upstream that can be simulated cannot train', async () => {
  const till = await startTill({ isSetUp: false, deps: { openTraining } })
  await expect(till.agent.training.start()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  expect(till.agent.status().training).toBeUndefined()
})

describe('a cloud that is not known further', () => {
  const stock = { id: 'stock', scheme: 'header', name: 'X-Api-Key', value: 'v' }
  /** A till at such a cloud, with a file of answers for training. */
  async function startAtStock(answers: string) {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const file = writeInput('training-answers.json', answers)
    const open: typeof openTraining = (live) => openTraining(live, file)
    const till = await startTill({ upstream: { ...stock, baseUrl: upstream.url }, deps: { openTraining: open } })
    return { upstream, till }
  }

  test('answers in training what the shop has written down, takes every write, and is not asked itself', async () => {
    const { upstream, till } = await startAtStock('{"GET /articles/7": {"name": "Tea"}}')
    await till.agent.training.start()
    const ask = async (path: string, init?: RequestInit) => {
      const response = await till.call(`/via/stock${path}`, init)
      return [response.status, response.headers.get('till-agent-mode'), await response.json()]
    }
    expect(await ask('/articles/7?lang=en')).toEqual([200, 'training', { name: 'Tea' }])
    expect(await ask('/anything')).toEqual([200, 'training', {}])
    expect(await ask('/sales', { method: 'POST', body: '{}' })).toEqual([201, 'training', { id: expect.any(String) }])
    expect(upstream.seen).toEqual([])
  })

  test.each([
    ['no JSON', 'GET /articles'],
    ['a name that is no method and path', '{"articles": {}}'],
  ])('is not trained with where the file of answers has %s', async (_, answers) => {
    const { till } = await startAtStock(answers)
    await expect(till.agent.training.start()).rejects.toMatchObject({
      code: 'NOT_SUPPORTED',
      detail: expect.stringContaining('training-answers.json'),
    })
    expect((await till.call('/via/stock/x')).headers.get('till-agent-mode')).toBe('live')
  })
})

test('every scheme with a simulated cloud can be trained with', async () => {
  const { startSimulator } = await import('#simulator/simulator.ts')
  const { simulatedSettings } = await import('#host/training/simulatedSettings.ts')
  const simulator = await startSimulator()
  const simulated = schemes.flatMap(({ id: scheme }) => (simulatedSettings(scheme, simulator.url) ? [scheme] : []))
  await simulator.close()
  const upstreams = simulated.map((scheme, at) => ({
    ...{ id: `u${at}`, scheme, baseUrl: 'https://cloud.example', settings: {}, createdAt: 0 },
  }))
  const standIn = await openTraining({ version: 1, installation: 'i', upstreams, clients: [] })
  const { upstreams: opened } = standIn.agent.status()
  await standIn.close()
  expect(opened.map(({ scheme, mode }) => [scheme, mode])).toEqual(simulated.map((scheme) => [scheme, 'training']))
  expect(simulated).toEqual(
    expect.arrayContaining(['capillary-till', 'capillary-customer', 'scayle', 'gini-derived', 'oauth2', 'basic']),
  )
})
