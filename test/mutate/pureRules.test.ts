import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

// A rule that moved away would no longer be mutated, and nobody would see it.
test('every rule that is mutated is there', async () => {
  const { pureRules } = await import(join(root, 'test/mutate/pureRules.mjs'))
  expect(pureRules.length).toBeGreaterThan(50)
  expect(pureRules.filter((file: string) => !existsSync(join(root, file)))).toEqual([])
})
