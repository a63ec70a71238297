import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { run } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'

/** Throws in the agent's process when it gets the signal, where nothing catches it. */
const bomb = `process.on('SIGUSR2', () => { throw new TypeError('Ravi Kumar, 919876543210, hunter2') })`

test('an error that nothing catches leaves a report without people or secrets, which the next run counts', async () => {
  const dataDir = join(makeFolder(), 'data')
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(bomb)}`
  const first = await startAgent({ dataDir, env: { ...process.env, NODE_OPTIONS } })
  expect((await first.end('SIGUSR2')).code).not.toBe(0)
  const record = readFileSync(join(dataDir, 'crashes.json'), 'utf8')
  expect(JSON.parse(record)).toMatchObject({
    counts: { uncaught: 1, page: 0 },
    reports: [{ kind: 'uncaught', name: 'TypeError', version: expect.any(String) }],
  })
  expect(record).not.toMatch(/Ravi|9198|hunter2/)

  const second = await startAgent({ dataDir, clients: [{ id: 'monitor', grants: [], watchesAll: true }] })
  const metrics = await (await second.call('monitor', '/metrics')).text()
  expect(metrics).toContain('till_agent_crashes_total{kind="uncaught"} 1\n')
  const out = join(makeFolder(), 'bundle.zip')
  await run(['bundle', '--out', out, '--data-dir', dataDir])
  const { 'crashes.json': crashes = new Uint8Array() } = unzipSync(readFileSync(out))
  expect(JSON.parse(strFromU8(crashes))).toMatchObject([{ kind: 'uncaught', name: 'TypeError' }])
  expect(strFromU8(crashes)).not.toMatch(/Ravi|9198|hunter2/)
})
