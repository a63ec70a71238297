import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = `
  import { releaseMemory } from '#adapters/system/releaseMemory.ts'
  let garbage = Array.from({ length: 400_000 }, (_, at) => ({ at }))
  const before = process.memoryUsage()
  garbage = undefined
  releaseMemory()
  const after = process.memoryUsage()
  console.log(JSON.stringify([before.heapUsed - after.heapUsed, before.heapTotal - after.heapTotal, typeof globalThis.gc]))`

test('garbage is collected and its pages given back, and no other code can ask for that', () => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  const [used, total, gc] = JSON.parse(printed)
  const tenMiB = 10 * 1024 * 1024
  expect([used > tenMiB, total > tenMiB, gc]).toEqual([true, true, 'undefined'])
})
