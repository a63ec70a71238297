import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { firstLine, run, runJson, start } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startUpstream } from '#test/support/upstream.ts'

test('an agent that nobody starts again by itself serves, however often it was killed', async () => {
  const dataDir = join(makeFolder(), 'data')
  for (let n = 0; n < 4; n += 1) await (await startAgent({ dataDir })).end('SIGKILL')
  expect((await startAgent({ dataDir })).port).toBeGreaterThan(0)
})

// A service manager restarts what crashes, for ever: the till would neither sell nor say why.
test('after three crashes in a row the agent tells its state and does nothing else, until it was ended in order', async () => {
  const dataDir = join(makeFolder(), 'data')
  const { url } = await startUpstream((_, response) => response.end('{}'))
  const place = makeFolder()
  const env = { ...process.env, TILL_AGENT_SERVICE_DIR: place }
  const service = { dataDir, env, isService: true }
  for (let n = 0; n < 3; n += 1) await (await startAgent({ ...service, baseUrl: url })).end('SIGKILL')
  const settings = readFileSync(join(dataDir, 'settings.json'), 'utf8')

  const safe = start(['serve', '--service', '--json', '--vault', 'memory', '--port', '0', '--data-dir', dataDir], env)
  expect(JSON.parse(await firstLine(safe))).toEqual({ event: 'safe-mode', crashes: 3, pid: safe.process.pid })
  const ask = (...args: string[]) => runJson([...args, '--data-dir', dataDir], { env })
  const { answer: status } = await ask('status')
  expect(status).toMatchObject({
    running: true,
    condition: 'blocked',
    concerns: [{ about: 'till', code: 'SAFE_MODE' }],
  })
  expect([status.posAddress, status.concerns[0].reason]).toEqual([
    undefined,
    expect.stringContaining('3 times in a row'),
  ])
  expect((await ask('doctor')).answer.findings.length).toBeGreaterThan(3)
  const out = join(makeFolder(), 'bundle.zip')
  expect([(await ask('bundle', '--out', out)).code, existsSync(out)]).toEqual([0, true])
  for (const args of [
    ['client', 'list'],
    ['setting', 'set', 'store.name', 'Shop'],
    ['upstream', 'list'],
  ])
    expect([args, (await ask(...args)).error?.code]).toEqual([args, 'SAFE_MODE'])

  expect((await run(['stop', '--data-dir', dataDir], { env })).code).toBe(0)
  expect((await safe.ended).code).toBe(0)
  // What is set up was not touched by what opened none of it.
  expect(JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')).clients).toEqual(JSON.parse(settings).clients)
  const again = await startAgent(service)
  expect((await ask('status')).answer.posAddress).toBe(again.url)
})
