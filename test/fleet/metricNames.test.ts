import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTill } from '#test/support/till.ts'

const fleet = join(import.meta.dirname, '../../fleet')

test.each(['prometheus/alerts.yml', 'grafana/tills.json'])('%s asks for numbers that a till has', async (file) => {
  const till = await startTill()
  await till.call('/via/loyalty/x')
  const { key } = till.agent.clients.add({ id: 'monitor', name: 'M', grants: [], origins: [], watchesAll: true })
  const response = await fetch(`${till.url}/metrics`, { headers: { 'Till-Agent-Key': key } })
  const had = new Set([...(await response.text()).matchAll(/^# TYPE (\S+) (\S+)/gm)].map(([, name]) => name))
  const asked = readFileSync(join(fleet, file), 'utf8').match(/\b(?:till_agent|process)_[a-z_]+\b/g) ?? []
  const names = new Set(asked.map((name) => name.replace(/_bucket$/, '')))
  expect(names.size).toBeGreaterThan(5)
  expect([...names].filter((name) => !had.has(name))).toEqual([])
})

test('every panel of the dashboard says what it shows', () => {
  const { panels } = JSON.parse(readFileSync(join(fleet, 'grafana/tills.json'), 'utf8')) as {
    panels: { id: number; title: string; description: string; targets: object[] }[]
  }
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  for (const { title, description, targets } of panels)
    expect([title, description.length > 10, targets.length > 0]).toEqual([title, true, true])
})
