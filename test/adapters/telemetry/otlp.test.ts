import { expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { openTelemetryOn } from '#adapters/telemetry/openTelemetry.ts'
import type { Delivery, ExporterOptions } from '#core/telemetry/exporter.ts'
import { LogTap } from '#core/telemetry/logTap.ts'
import { type Collector, startCollector } from '#test/support/collector.ts'
import { startTill, type TillOptions } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** A till whose settings name the collector. It has not begun to send. */
async function startSender(collector: Pick<Collector, 'url'>, options: TillOptions = {}) {
  const logTap = new LogTap(createMemoryLog())
  const till = await startTill({
    ...options,
    deps: { openTelemetry: openTelemetryOn(usualMachine), logTap, log: logTap },
  })
  till.agent.settings.set('telemetry.endpoint', collector.url)
  till.agent.settings.set('telemetry.store', 'pune-4')
  till.agent.settings.set('telemetry.till', '2')
  return { ...till, logTap }
}

test('the collector gets the same numbers as a program that reads /metrics', async () => {
  const [collector, cloud] = await Promise.all([startCollector(), startUpstream()])
  const till = await startSender(collector, { baseUrl: cloud.url })
  await till.call('/via/loyalty/v2/customers/lookup')
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  const { metrics } = collector.received()
  const { key } = till.agent.clients.add({ id: 'monitor', name: 'M', grants: [], origins: [], watchesAll: true })
  const text = await (await fetch(`${till.url}/metrics`, { headers: { 'Till-Agent-Key': key } })).text()
  // A family without a sample has nothing to be sent.
  const families = [...text.matchAll(/^# TYPE (\S+) \S+\n(?!#|$)/gm)].map(([, name]) => name)
  expect([...new Set(metrics.map(({ name }) => name))].toSorted()).toEqual(families.toSorted())
  const requests = metrics.find(({ name }) => name === 'till_agent_requests_total')
  expect(requests).toMatchObject({
    ...{ type: 'sum', point: { asDouble: 1 } },
    labels: { client: 'pos', upstream: 'loyalty', outcome: '2xx' },
  })
  expect(metrics.find(({ name }) => name === 'till_agent_upstream_latency_seconds')).toMatchObject({
    ...{ type: 'histogram', point: { count: '1' } },
  })
})

test('everything says which till of which store sent it', async () => {
  const collector = await startCollector()
  const till = await startSender(collector)
  till.agent.settings.set('updates.ring', 'pilot')
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  const { resources } = collector.received()
  expect(resources.length).toBeGreaterThan(1)
  for (const resource of resources)
    expect(resource).toEqual({
      ...{ 'service.name': 'till-agent', 'service.version': '0.0.0-test' },
      'service.instance.id': till.settings.read().installation,
      ...{ store: 'pune-4', till: '2', ring: 'pilot', mode: 'live' },
    })
})

test('a heartbeat tells the condition and its concerns, and an event goes without its sentences', async () => {
  const [collector, cloud] = await Promise.all([startCollector(), startUpstream()])
  cloud.answerWith((_, response) => response.writeHead(401).end('{}'))
  const till = await startSender(collector, { baseUrl: cloud.url })
  await till.call('/via/loyalty/v2/customers/lookup')
  till.agent.telemetry.start()
  await expect.poll(() => till.logTap.listener).toBeDefined()
  till.logTap.warn('drop-refused', { reference: '9198765432', detail: 'Ravi Kumar', client: 'pos', count: 3 })
  await till.agent.telemetry.close()
  const { events } = collector.received()
  expect(events.find(({ name }) => name === 'heartbeat')).toMatchObject({
    level: 'INFO',
    fields: { condition: 'blocked', concerns: 'UPSTREAM_LOCKED', 'outbox.open': 0, 'update.step': 'off' },
  })
  expect(events.find(({ name }) => name === 'drop-refused')).toEqual({
    ...{ name: 'drop-refused', level: 'WARN' },
    fields: { client: 'pos', count: 3 },
  })
  expect(collector.seen.map(({ body }) => body.toString('latin1')).join('')).not.toContain('Ravi')
})

test('headers for the collector are in the vault and in no setting', async () => {
  const collector = await startCollector()
  const till = await startSender(collector)
  await till.agent.telemetry.setHeader('Authorization', 'Bearer collector-token-1')
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  expect(collector.seen.map(({ headers }) => headers.authorization)).toContain('Bearer collector-token-1')
  till.expectNoLeak('collector-token-1')
  expect(await till.agent.telemetry.status()).toMatchObject({ headers: ['Authorization'] })
  expect(JSON.stringify(await till.agent.telemetry.status())).not.toContain('collector-token-1')
})

test('a header is sent to no other collector than the one it was given for', async () => {
  const [collector, other] = await Promise.all([startCollector(), startCollector()])
  const till = await startSender(collector)
  await till.agent.telemetry.setHeader('Authorization', 'Bearer collector-token-1')
  till.agent.settings.set('telemetry.endpoint', other.url)
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  expect(other.seen.length).toBeGreaterThan(0)
  expect(other.seen.map(({ headers }) => headers.authorization)).not.toContain('Bearer collector-token-1')
  expect(await till.agent.telemetry.status()).toMatchObject({ headers: [] })
  till.agent.settings.set('telemetry.endpoint', undefined)
  await expect(till.agent.telemetry.setHeader('Authorization', 'x')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('a collector that is busy is asked again when it says so, and one that refuses is not', async () => {
  const collector = await startCollector()
  let answers = 0
  collector.answerWith(({ url }, response) => {
    if (url === '/v1/logs') response.writeHead(400).end()
    else response.writeHead(answers++ === 0 ? 503 : 200, { 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }).end()
  })
  const till = await startSender(collector)
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  const sent = (path: string) => collector.seen.filter(({ target }) => target === path).length
  expect([sent('/v1/metrics'), sent('/v1/logs')]).toEqual([2, 1])
})

test('nothing is opened for a till whose settings name no collector', async () => {
  let opened = 0
  const till = await startTill({
    deps: {
      openTelemetry: async () => {
        opened += 1
        return { emit() {}, close: async () => {} }
      },
    },
  })
  till.agent.telemetry.start()
  await till.agent.telemetry.close()
  expect(opened).toBe(0)
  expect(await till.agent.telemetry.status()).toEqual({ state: 'off', headers: [] })
})

test.for<[name: string, delivery: Delivery]>([
  ['fails', { reason: 'ECONNRESET' }],
  ['is taken', {}],
])('a last delivery to the collector before that %s says nothing of the present one', async ([, delivery]) => {
  const opened: ExporterOptions[] = []
  const log = createMemoryLog()
  const { agent } = await startTill({
    deps: {
      log,
      openTelemetry: async (options) => {
        opened.push(options)
        return { emit() {}, close: async () => {} }
      },
    },
  })
  agent.settings.set('telemetry.endpoint', 'https://before.example')
  agent.telemetry.start()
  agent.settings.set('telemetry.endpoint', 'https://now.example')
  await expect.poll(() => opened.length).toBe(2)
  opened[0]?.onDelivery(delivery)
  expect(await agent.telemetry.status()).toMatchObject({ state: 'waiting', endpoint: 'https://now.example' })
  expect(log.events.map(({ event }) => event)).not.toContain('telemetry-not-taken')
  opened[1]?.onDelivery(delivery)
  expect(await agent.telemetry.status()).toMatchObject({ state: delivery.reason ? 'failing' : 'sending' })
})

const fromPos = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

/** What the cloud gets, and the spans that the collector gets, of one request with these headers. */
async function trace(headers: Record<string, string>, upstream: object, percent: number) {
  const [collector, cloud] = await Promise.all([startCollector(), startUpstream()])
  const loyalty = { id: 'loyalty', scheme: 'header', baseUrl: cloud.url, name: 'X-Key', value: 'k', ...upstream }
  const till = await startSender(collector, { upstream: loyalty })
  till.agent.settings.set('telemetry.tracePercent', percent)
  till.agent.telemetry.start()
  await expect.poll(() => till.logTap.listener).toBeDefined()
  expect((await till.call('/via/loyalty/v2/customers/919876543210', { headers })).status).toBe(200)
  await till.agent.telemetry.close()
  return { sent: cloud.seen[0]?.headers ?? {}, spans: collector.received().spans, collector }
}

test('the trace of the POS goes on through the till to an upstream that is set up for it', async () => {
  const { sent, spans, collector } = await trace(
    { traceparent: fromPos, tracestate: 'pos=1' },
    { traceparent: true },
    0.0001,
  )
  expect(spans).toMatchObject([{ span: { kind: 'SPAN_KIND_SERVER' }, fields: { client: 'pos', upstream: 'loyalty' } }])
  const [version, traceId, spanId, flags] = String(sent.traceparent).split('-')
  expect([version, traceId, flags, sent.tracestate]).toEqual(['00', '0af7651916cd43dd8448eb211c80319c', '01', 'pos=1'])
  expect(spanId).not.toBe('b7ad6b7169203331')
  const [{ span } = { span: undefined }] = spans
  const hex = (text = '') => Buffer.from(text, 'base64').toString('hex')
  expect([hex(span?.traceId), hex(span?.parentSpanId), hex(span?.spanId)]).toEqual([
    traceId,
    'b7ad6b7169203331',
    spanId,
  ])
  // The path names a customer; the granted route does not.
  expect(span?.name).toBe('GET /**')
  expect(collector.seen.map(({ target }) => target)).toContain('/v1/traces')
})

test('an upstream that is not set up for it gets what the POS sent, and no trace of the till', async () => {
  const { sent, spans } = await trace({ traceparent: fromPos }, {}, 100)
  expect([sent.traceparent, spans.length]).toEqual([fromPos, 1])
  const own = await trace({}, {}, 100)
  expect([own.sent.traceparent, own.spans.length]).toEqual([undefined, 1])
})

test('a trace that the POS does not sample is not recorded, and a tracestate of no trace is not sent', async () => {
  const { sent, spans } = await trace({ traceparent: fromPos.replace(/1$/, '0') }, { traceparent: true }, 100)
  expect([spans, String(sent.traceparent).slice(-2)]).toEqual([[], '00'])
  const broken = await trace({ traceparent: 'no-trace', tracestate: 'pos=1' }, { traceparent: true }, 100)
  expect([broken.sent.tracestate, broken.spans.length]).toEqual([undefined, 1])
})

test('without sampling nothing is traced: the headers of the POS pass as they are', async () => {
  const { sent, spans, collector } = await trace({ traceparent: fromPos }, { traceparent: true }, 0)
  expect([sent.traceparent, spans]).toEqual([fromPos, []])
  expect(collector.seen.map(({ target }) => target)).not.toContain('/v1/traces')
})
