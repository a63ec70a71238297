import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '#contract/doctor.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { startCollector } from '#test/support/collector.ts'
import { built, run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** The modules that a process had loaded when it ended. */
function loadedIn(coverage: string): string[] {
  return readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url)
  })
}

const isTelemetry = (url: string) => /otlpTelemetry-[^/]*\.m?js$/.test(url)

test('a till sends to the collector that its settings name, and loads OpenTelemetry for that alone', async () => {
  const collector = await startCollector()
  const coverage = makeFolder()
  const agent = await startAgent({ env: { ...process.env, NODE_V8_COVERAGE: coverage } })
  const at = ['--data-dir', agent.dataDir]
  expect((await runJson(['telemetry', 'status', ...at])).answer).toEqual({ state: 'off', headers: [] })
  await run(['setting', 'set', 'telemetry.intervalSeconds', '5', ...at])
  await run(['setting', 'set', 'telemetry.endpoint', collector.url, ...at])
  await run(['telemetry', 'header', 'set', 'Authorization', '--value', 'env:TOKEN', ...at], {
    env: { ...process.env, TOKEN: 'Bearer of-the-collector' },
  })
  const { answer } = await runJson(['doctor', ...at])
  expect(answer.findings.filter(({ check }: Finding) => check === 'telemetry')).toMatchObject([
    { outcome: 'fine', reason: 'collector-takes' },
  ])
  await expect.poll(() => collector.received().metrics.length).toBeGreaterThan(0)
  await expect
    .poll(async () => (await runJson(['telemetry', 'status', ...at])).answer)
    .toMatchObject({ state: 'sending', headers: ['Authorization'] })
  expect(collector.received().events.map(({ name }) => name)).toContain('heartbeat')
  expect(collector.seen.at(-1)?.headers.authorization).toBe('Bearer of-the-collector')
  await agent.end()
  expect(loadedIn(coverage).filter(isTelemetry)).not.toEqual([])
})

test('a till that sends nothing loads nothing for it', async () => {
  const coverage = makeFolder()
  const agent = await startAgent({ env: { ...process.env, NODE_V8_COVERAGE: coverage } })
  await agent.end()
  const loaded = loadedIn(coverage)
  expect(loaded.some((url) => url.endsWith('/till-agent.js'))).toBe(true)
  expect(loaded.filter(isTelemetry)).toEqual([])
  const parts = readdirSync(dirname(built)).filter((name) => /\.m?js$/.test(name))
  const withSdk = parts.filter((name) =>
    readFileSync(join(dirname(built), name), 'utf8').includes('OTLPExportDelegate'),
  )
  expect(withSdk.map((name) => name.replace(/-.*/, ''))).toEqual(['otlpTelemetry'])
})

test('a till whose collector takes connections and answers nothing sells, and ends in order', async () => {
  const [collector, cloud] = await Promise.all([startUpstream(() => {}), startUpstream()])
  const dataDir = join(makeFolder(), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const telemetry = { endpoint: collector.url, intervalSeconds: 5, tracePercent: 100 }
  const settings = { version: 1, installation: 'blocked', telemetry, upstreams: [], clients: [] }
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  const agent = await startAgent({ dataDir, baseUrl: cloud.url })
  await expect.poll(() => collector.heads()).toBeGreaterThan(0)
  const sales = await Promise.all(
    Array.from({ length: 40 }, () => agent.call('pos', '/via/loyalty/v2/customers/lookup')),
  )
  expect(sales.map(({ status }) => status)).toEqual(sales.map(() => 200))
  expect((await agent.end()).code).toBe(0)
})
