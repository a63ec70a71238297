import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { makeFolder } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { startServer } from '#test/support/server.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

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
    const alerts = async () => {
      const response = await fetch(`${headOffice}/api/v1/alerts`)
      const { data } = (await response.json()) as { data: { alerts: { labels: object; state: string }[] } }
      return data.alerts
    }
    await expect.poll(alerts).toContainEqual(
      expect.objectContaining({
        state: 'firing',
        labels: expect.objectContaining({
          alertname: 'CredentialLocked',
          ...{ store: 'pune-4', till: '2', upstream: 'loyalty' },
        }),
      }),
    )
  })
})

/** Takes what tills send, with the rules as they are but for the patience. @returns its address */
async function startHeadOffice(): Promise<string> {
  const folder = makeFolder()
  writeFileSync(join(folder, 'alerts.yml'), read('alerts.yml').replaceAll(/^ {8}for: \S+$/gm, '        for: 0s'))
  const [rules] = read('head-office.yml').split('alerting:')
  writeFileSync(
    join(folder, 'config.yml'),
    String(rules).replace('evaluation_interval: 30s', 'evaluation_interval: 1s'),
  )
  return startPrometheus(folder, '--web.enable-remote-write-receiver', '--storage.tsdb.path=data')
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
