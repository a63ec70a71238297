import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultLimits } from '#core/settings/limits.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| `'))

test.each(Object.keys(defaultLimits))('the limit %s stands in the table of docs/operations.md', (name) => {
  expect(rows.filter((row) => row.includes(`\`${name}\``))).toHaveLength(1)
})

/** As the page writes it: in KiB, MiB or seconds. */
function written(name: string, value: number): string {
  if (name.endsWith('Ms')) return `${value / 1_000} s`
  if (!name.includes('ytes')) return String(value)
  return value >= 1_048_576 ? `${value / 1_048_576} MiB` : `${value / 1_024} KiB`
}

test.each(Object.entries(defaultLimits))('the limit %s is as that table says: %i', (name, value) => {
  const [, first = '', second = ''] = (rows.find((row) => row.includes(`\`${name}\``)) ?? '').split('|')
  const at = [...first.matchAll(/`(\w+)`/g)].findIndex(([, found]) => found === name)
  expect(`${second.split(',')[at]?.trim()} `).toMatch(new RegExp(`^${written(name, value)} `))
})
