import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '#adapters/settings/defaultSettings.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { openTelemetryOn } from '#adapters/telemetry/openTelemetry.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { startCollector } from '#test/support/collector.ts'
import { makeFolder } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { startOutboxTill } from '#test/support/outboxTill.ts'
import { startServer } from '#test/support/server.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }
const hourMs = 60 * 60_000
const configurations = join(import.meta.dirname, '../../fleet/prometheus')
const read = (name: string) => readFileSync(join(configurations, name), 'utf8')

/** Fails with what promtool says. */
function promtool(cwd: string, ...args: string[]): string {
  return execFileSync('promtool', args, { cwd, encoding: 'utf8', stdio: 'pipe' })
}

describe.runIf(has('prometheus'))('what an operator deploys', () => {
  test('promtool takes the rules, and they fire when they should', () => {
    expect(promtool(configurations, 'check', 'rules', 'alerts.yml')).toContain('SUCCESS')
    expect(promtool(configurations, 'test', 'rules', 'alerts.test.yml')).toContain('SUCCESS')
  })

  test('promtool takes both configurations', () => {
    const folder = makeFolder()
    for (const name of ['till.key', 'metrics.password']) writeFileSync(join(folder, name), 'x')
    for (const name of ['till.yml', 'head-office.yml', 'alerts.yml']) writeFileSync(join(folder, name), read(name))
    expect(promtool(folder, 'check', 'config', '--agent', 'till.yml')).toContain('SUCCESS')
    expect(promtool(folder, 'check', 'config', 'head-office.yml')).toContain('SUCCESS')
  })

  test('a till whose credential the cloud refuses raises an alert at head office', async () => {
    const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
    const agent = await startAgent({
      baseUrl: cloud.url,
      clients: [{ id: 'pos' }, { id: 'monitor', grants: [], watchesAll: true }],
    })
    const headOffice = await startHeadOffice()
    await startPrometheusOfTill(agent.port, agent.key('monitor'), headOffice)
    await agent.call('pos', '/via/loyalty/v2/customers/lookup')
    await expect
      .poll(() => alertsAt(headOffice))
      .toContainEqual(
        expect.objectContaining({
          state: 'firing',
          labels: expect.objectContaining({
            alertname: 'CredentialLocked',
            ...{ store: 'pune-4', till: '2', upstream: 'loyalty' },
          }),
        }),
      )
  })

  test('what tills push raises alerts: a credential that is refused, and a till that has fallen silent', async () => {
    const cloud = await startUpstream((_, response) => response.writeHead(401).end('{}'))
    const collector = await startCollector()
    const headOffice = await startHeadOffice(new URL(collector.url).host)
    const [first, second] = await Promise.all(
      ['1', '2'].map((till) => startAgent({ baseUrl: cloud.url, dataDir: dataDirOf(till, collector.url) })),
    )
    await first?.call('pos', '/via/loyalty/v2/customers/lookup')
    const firing = (alertname: string, till: string) =>
      expect.objectContaining({
        state: 'firing',
        labels: expect.objectContaining({ alertname, store: 'pune-4', till }),
      })
    await expect.poll(() => alertsAt(headOffice)).toContainEqual(firing('CredentialLocked', '1'))
    await expect.poll(() => collector.received().resources.map(({ till }) => till)).toContain('2')
    await second?.end()
    // The collector forgets as well what has not been sent for a while.
    collector.forget()
    await expect.poll(() => alertsAt(headOffice)).toContainEqual(firing('TillSilent', '2'))
  })

  test('a sale that has waited for more than half a day raises an alert, from what its till pushes', async () => {
    const collector = await startCollector()
    const headOffice = await startHeadOffice(new URL(collector.url).host)
    const telemetry = { endpoint: collector.url, store: 'pune-4', till: '3', intervalSeconds: 5 }
    const settings = createMemorySettings({ ...defaultSettings(), telemetry })
    const till = await startOutboxTill({ settings, deps: { openTelemetry: openTelemetryOn(usualMachine) } })
    till.agent.telemetry.start()
    await till.simulator.close()
    expect((await till.sell('bill-1')).status).toBe(202)
    const oldOutboxes = async () =>
      (await alertsAt(headOffice)).flatMap(({ labels }) => {
        const { alertname, store, till: name } = labels as Record<string, string>
        return alertname === 'OutboxOld' ? [`${store}/${name}`] : []
      })
    const pushedAge = () =>
      collector
        .received()
        .metrics.filter(({ name }) => name === 'till_agent_outbox_oldest_seconds')
        .at(-1)?.point.asDouble ?? 0
    await expect.poll(pushedAge).toBeGreaterThan(0)
    till.clock.skip(11 * hourMs)
    await expect.poll(pushedAge).toBeGreaterThan(10 * 3_600)
    expect(await oldOutboxes()).toEqual([])
    till.clock.skip(2 * hourMs)
    await expect.poll(oldOutboxes).toEqual(['pune-4/3'])
  })

  test('the collector gets as labels what alerts and dashboard ask for', () => {
    const { processors, service } = load(
      readFileSync(join(configurations, '../collector/collector.yml'), 'utf8'),
    ) as CollectorConfiguration
    const [{ statements }] = processors.transform.metric_statements as [{ statements: string[] }]
    for (const label of ['store', 'till'])
      expect(statements).toContain(`set(attributes["${label}"], resource.attributes["${label}"])`)
    expect(Object.keys(service.pipelines)).toEqual(['metrics', 'logs', 'traces'])
    for (const { processors: used } of Object.values(service.pipelines)) expect(used[0]).toBe('memory_limiter')
  })
})

interface CollectorConfiguration {
  processors: { transform: { metric_statements: { statements: string[] }[] } }
  service: { pipelines: Record<string, { processors: string[] }> }
}

async function alertsAt(headOffice: string): Promise<{ labels: object; state: string }[]> {
  const response = await fetch(`${headOffice}/api/v1/alerts`)
  const { data } = (await response.json()) as { data: { alerts: { labels: object; state: string }[] } }
  return data.alerts
}

/** Of a till of one store that sends to the collector. */
function dataDirOf(till: string, endpoint: string): string {
  const dataDir = join(makeFolder(), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const telemetry = { endpoint, store: 'pune-4', till, intervalSeconds: 5 }
  const settings = { version: 1, installation: `installation-of-${till}`, telemetry, upstreams: [], clients: [] }
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  return dataDir
}

/** Takes what tills send, with the rules as they are but for the patience. @param collector where it reads what was pushed @returns its address */
async function startHeadOffice(collector?: string): Promise<string> {
  const folder = makeFolder()
  writeFileSync(join(folder, 'alerts.yml'), read('alerts.yml').replaceAll(/^ {8}for: \S+$/gm, '        for: 0s'))
  const [rules] = read('head-office.yml').split('alerting:')
  writeFileSync(
    join(folder, 'config.yml'),
    String(rules).replace('evaluation_interval: 30s', 'evaluation_interval: 1s') +
      (collector ? scrapeOf(collector) : ''),
  )
  return startPrometheus(folder, '--web.enable-remote-write-receiver', '--storage.tsdb.path=data')
}

function scrapeOf(target: string): string {
  const job = {
    job_name: 'collector',
    scrape_interval: '1s',
    honor_labels: true,
    static_configs: [{ targets: [target] }],
  }
  return `scrape_configs: ${JSON.stringify([job])}\n`
}

/** Beside the till, with the configuration as it is but for addresses and patience. */
function startPrometheusOfTill(port: number, key: string, headOffice: string): Promise<string> {
  const folder = makeFolder()
  writeFileSync(join(folder, 'till.key'), key, { mode: 0o600 })
  writeFileSync(join(folder, 'metrics.password'), 'unused', { mode: 0o600 })
  const configuration = read('till.yml')
    .replace('scrape_interval: 30s', 'scrape_interval: 1s')
    .replace('127.0.0.1:47600', `127.0.0.1:${port}`)
    .replace('https://metrics.example.com', headOffice)
  writeFileSync(join(folder, 'config.yml'), configuration)
  return startPrometheus(folder, '--enable-feature=agent,expand-external-labels', '--storage.agent.path=data')
}

async function startPrometheus(folder: string, ...args: string[]): Promise<string> {
  const port = await freePort()
  const address = [`--web.listen-address=127.0.0.1:${port}`, '--config.file=config.yml']
  const env = { ...process.env, STORE: 'pune-4', TILL: '2' }
  await startServer('prometheus', [...address, ...args], port, { cwd: folder, env })
  return `http://127.0.0.1:${port}`
}
