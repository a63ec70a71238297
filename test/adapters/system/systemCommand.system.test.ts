import { expect, test } from 'vitest'
import { outputOf } from '#adapters/system/systemCommand.ts'

const node = (script: string, timeout?: number) =>
  outputOf(process.execPath, ['-e', script], timeout === undefined ? {} : { timeout })

test('the output of a command is what it prints', async () => {
  expect(await node("console.log('yes')")).toBe('yes\n')
})

test('a command that fails fails with its exit code', async () => {
  await expect(node('process.exit(3)')).rejects.toMatchObject({ code: 3 })
})

test('a command that is not there fails with the code of the system', async () => {
  await expect(outputOf('/nowhere/reg.exe', [])).rejects.toMatchObject({ code: 'ENOENT' })
})

// `execFile` waits until everybody has closed the output.
test.each([
  ['never ends', 'setInterval(() => {}, 1000)'],
  ['does not let itself be ended', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"],
  [
    'leaves its output to another',
    "require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { stdio: 'inherit', detached: true }).unref()",
  ],
])('a command that %s has its time', async (_, script) => {
  await expect(node(script, 1_000)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
})
