import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { makeFolder } from '#test/support/folder.ts'
import { launch, launchExpectingFailure } from './driver.ts'

test('a taken port is named, with a remedy', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    other.close()
  })
  const { port } = other.address() as AddressInfo
  const { code, dialogs } = await launchExpectingFailure([
    '--data-dir',
    join(makeFolder(), 'data'),
    '--port',
    String(port),
  ])
  expect(code).toBe(1)
  expect(dialogs).toEqual([
    {
      title: 'Till Agent cannot start',
      content: expect.stringMatching(new RegExp(`^Port ${port} is already used by .+\\n\\nEnd that program`)),
    },
  ])
})

test('damaged settings are reported, kept and copied; the agent does not start over', async () => {
  const dataDir = join(makeFolder(), 'data')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'settings.json'), '{ "version": 1, ')
  const { code, dialogs, stderr } = await launchExpectingFailure(['--data-dir', dataDir, '--port', '0'])
  expect([code, dialogs]).toEqual([
    1,
    [{ title: expect.any(String), content: expect.stringMatching(/is damaged.+\n\n.+/) }],
  ])
  expect(stderr).toContain('SETTINGS_DAMAGED')
  expect(readdirSync(dataDir).filter((name) => name.startsWith('settings.damaged'))).toHaveLength(1)
})

test('an agent without a window on the same data directory keeps running', async () => {
  const { dataDir, url } = await startAgent()
  const { code, dialogs } = await launchExpectingFailure(['--data-dir', dataDir, '--port', '0'])
  expect([code, dialogs[0]?.content]).toEqual([1, expect.stringContaining('The till agent with process id')])
  expect((await fetch(`${url}/healthz`)).status).toBe(204)
})

// An agent in an unknown state would hold the port, and answer sales wrongly or not at all.
test('an uncaught error is logged, shown to the person, and ends the agent', async () => {
  const file = join(makeFolder(), 'dialogs.jsonl')
  const app = await launch({ env: { TILL_TEST_DIALOGS: file } })
  await app.main(failLater)
  expect((await app.ended).code).toBe(1)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ title: 'Till Agent has stopped' })
  const logs = readdirSync(join(app.dataDir, 'logs')).map((name) =>
    readFileSync(join(app.dataDir, 'logs', name), 'utf8'),
  )
  expect(logs.join('')).toContain('"uncaught"')
})

function failLater(): void {
  setImmediate(() => {
    throw new Error('made for the test')
  })
}
