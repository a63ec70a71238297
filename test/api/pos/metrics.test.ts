import { expect, test } from 'vitest'
import { canaries, findLeaks } from '#test/support/canaries.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const mobile = '919999999993'

/** What a monitoring program reads: the value of each series. It throws on a line that is not of the format. */
async function scrape(till: Till, key = till.key): Promise<Map<string, number>> {
  const response = await fetch(`${till.url}/metrics`, { headers: { 'Till-Agent-Key': key } })
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await response.text()
  expect(findLeaks(text)).toEqual([])
  expect(text).not.toContain(mobile)
  expect(text).not.toContain(till.key)
  expect(text.endsWith('\n')).toBe(true)
  const series = new Map<string, number>()
  const typed = new Set<string>()
  for (const line of text.trimEnd().split('\n')) {
    const [, type] = /^# TYPE ([a-z_]+) (?:counter|gauge|histogram)$/.exec(line) ?? []
    if (type) typed.add(type)
    if (line.startsWith('# ')) {
      expect(line).toMatch(/^# (?:HELP [a-z_]+ \S.*|TYPE [a-z_]+ \w+)$/)
      continue
    }
    const [, name = '', labels = '', value] =
      /^([a-z_]+)((?:\{[a-z]+="[^"\\\n]*"(?:,[a-z]+="[^"\\\n]*")*\})?) (\d+(?:\.\d+)?(?:e[+-]\d+)?)$/.exec(line) ?? []
    if (value === undefined) throw new Error(`not of the format: ${line}`)
    expect(typed.has(name) || typed.has(name.replace(/_(?:bucket|sum|count)$/, ''))).toBe(true)
    expect(series.has(name + labels)).toBe(false)
    series.set(name + labels, Number(value))
  }
  return series
}

async function startBusyTill(): Promise<Till> {
  const upstream = await startUpstream((request, response) => {
    response.statusCode = request.url?.includes('missing') ? 404 : 200
    response.end('{}')
  })
  return startTill({ baseUrl: upstream.url, grants: [{ methods: ['GET'], path: '/v2/**' }] })
}

test('requests are counted by client, upstream and outcome, and timed', async () => {
  const till = await startBusyTill()
  const startedAtMs = performance.now()
  for (let n = 0; n < 3; n += 1) await till.call(`/via/loyalty/v2/customers/${mobile}?mobile=${mobile}`)
  await till.call('/via/loyalty/v2/missing')
  await till.call('/via/loyalty/v9/not-granted')
  const tookSeconds = (performance.now() - startedAtMs) / 1_000
  const series = await scrape(till)
  const requests = (outcome: string) =>
    series.get(`till_agent_requests_total{client="pos",upstream="loyalty",outcome="${outcome}"}`)
  expect([requests('2xx'), requests('4xx'), requests('NOT_GRANTED'), requests('5xx')]).toEqual([3, 1, 1, undefined])
  for (const name of ['till_agent_added_latency_seconds', 'till_agent_upstream_latency_seconds']) {
    expect(series.get(`${name}_count{client="pos",upstream="loyalty"}`)).toBe(4)
    expect(series.get(`${name}_bucket{client="pos",upstream="loyalty",le="+Inf"}`)).toBe(4)
    expect(series.get(`${name}_sum{client="pos",upstream="loyalty"}`)).toBeGreaterThan(0)
    expect(series.get(`${name}_sum{client="pos",upstream="loyalty"}`)).toBeLessThan(tookSeconds)
    const buckets = [...series].filter(([key]) => key.startsWith(`${name}_bucket`)).map(([, count]) => count)
    expect(buckets).toEqual(buckets.toSorted((left, right) => left - right))
  }
})

test('whether the till can serve is said alike by /readyz, the metrics and the status', async () => {
  const till = await startBusyTill()
  const told = async () => {
    const series = await scrape(till)
    const states = [...series].filter(([name, value]) => name.startsWith('till_agent_condition{') && value === 1)
    const { condition } = till.agent.status()
    expect(states.map(([name]) => name)).toEqual([`till_agent_condition{condition="${condition}"}`])
    const { status } = await fetch(`${till.url}/readyz`)
    return { condition, status, ready: series.get('till_agent_ready') }
  }
  expect(await told()).toEqual({ condition: 'ready', status: 204, ready: 1 })
  till.agent.upstreams.lock('loyalty')
  expect(await told()).toEqual({ condition: 'blocked', status: 503, ready: 0 })
  expect((await fetch(`${till.url}/readyz`, { method: 'POST' })).status).not.toBe(204)
})

test('the upstream, the process and the audit trail are shown', async () => {
  const till = await startBusyTill()
  await till.call('/via/loyalty/v2/x')
  till.agent.upstreams.lock('loyalty')
  const series = await scrape(till)
  expect(series.get('till_agent_upstream_connections{upstream="loyalty"}')).toBeGreaterThan(0)
  expect(series.get('till_agent_upstream_active_requests{upstream="loyalty"}')).toBe(0)
  expect(series.get('till_agent_upstream_waiting_requests{upstream="loyalty"}')).toBe(0)
  expect(series.get('till_agent_upstream_locked{upstream="loyalty"}')).toBe(1)
  expect(series.get('till_agent_upstream_ready{upstream="loyalty"}')).toBe(0)
  expect(series.get(`till_agent_info{version="0.0.0-test",node="${process.versions.node}",ring="default"}`)).toBe(1)
  expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  expect(series.get('process_uptime_seconds')).toBeGreaterThan(0)
  expect(series.get('till_agent_event_loop_lag_seconds')).toBeLessThan(60)
  expect(series.get('till_agent_audit_ok')).toBe(1)
  expect(series.get('till_agent_audit_rows')).toBe(2)
})

test('refusals are counted by kind, whoever was refused', async () => {
  const till = await startBusyTill()
  await fetch(`${till.url}/v1/status`)
  await fetch(`${till.url}/v1/status`, { headers: { 'Till-Agent-Key': canaries.clientKey } })
  await fetch(`${till.url}/v1/status`, { headers: { 'Till-Agent-Key': till.key, Origin: 'https://evil.example' } })
  await till.call(`/via/loyalty/v2/a//${mobile}`)
  await till.call(`/nothing/${mobile}`)
  await till.raw('GET / HTTP/1.1\r\nnonsense\r\n\r\n')
  const series = await scrape(till)
  const kinds = [...series].filter(([key, count]) => key.startsWith('till_agent_refusals') && count > 0)
  expect(Object.fromEntries(kinds.map(([key, count]) => [/kind="(\w+)"/.exec(key)?.[1], count]))).toEqual({
    KEY_REQUIRED: 1,
    KEY_REFUSED: 1,
    ORIGIN_REFUSED: 1,
    AMBIGUOUS_PATH: 1,
    NOT_FOUND: 1,
    MALFORMED_REQUEST: 1,
  })
  // Present before the first of its kind, so that an alarm can be set on its growing.
  expect(series.get('till_agent_refusals_total{kind="ROUTE_DENIED"}')).toBe(0)
})

test('a client sees its own requests and the upstreams granted to it; one that watches all sees all', async () => {
  const till = await startBusyTill()
  await till.call('/via/loyalty/v2/x')
  const add = (id: string, more = {}) => till.agent.clients.add({ id, name: id, grants: [], origins: [], ...more }).key
  const named = (series: Map<string, number>) => [...series.keys()].filter((key) => /client="pos"|="loyalty"/.test(key))
  expect(named(await scrape(till, add('kiosk')))).toEqual([])
  expect(named(await scrape(till, add('monitor', { watchesAll: true })))).toEqual(named(await scrape(till)))
  expect(named(await scrape(till)).length).toBeGreaterThan(10)
})

test('labels are ids of what is set up: nothing that a caller makes up adds one, and what is removed is gone', async () => {
  const till = await startBusyTill()
  await till.call('/via/loyalty/v2/x')
  const before = (await scrape(till)).size
  for (let n = 0; n < 30; n += 1) {
    await till.call(`/via/made-up-${n}/x`)
    await till.call(`/via/loyalty/v2/customers/${n}`)
  }
  // UNKNOWN_UPSTREAM, as one more kind of refusal.
  expect((await scrape(till)).size).toBe(before + 1)
  const watcher = till.agent.clients.add({ id: 'w', name: 'w', grants: [], origins: [], watchesAll: true })
  till.agent.clients.revoke('pos')
  expect([...(await scrape(till, watcher.key)).keys()].filter((key) => key.includes('"pos"'))).toEqual([])
})

test.each([
  ['without a key', {}, 401],
  ['with another one’s', { 'Till-Agent-Key': canaries.clientKey }, 401],
])('%s there are no numbers', async (_, headers, status) => {
  const till = await startBusyTill()
  const response = await fetch(`${till.url}/metrics`, { headers: headers as Record<string, string> })
  expect(response.status).toBe(status)
  expect(await response.text()).not.toContain('till_agent')
})

test('they can only be read', async () => {
  const till = await startBusyTill()
  expect((await till.call('/metrics', { method: 'POST' })).status).toBe(405)
})
