import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLine, run, runJson, start } from '#test/support/command.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'

test('port and provisioning file outlast a crash and every restart, and a flag counts for one run', async () => {
  const dataDir = join(makeFolder(), 'data')
  const globals = ['--data-dir', dataDir, '--vault', 'memory']
  const port = await freePort()
  const file = writeInput('provision.json', { clients: [{ id: 'pos', name: 'Checkout' }] })
  await run(['setting', 'set', 'start.port', String(port), ...globals])
  await run(['setting', 'set', 'start.provisioning', file, ...globals])
  const portOf = async (flags: string[], signal: NodeJS.Signals) => {
    const agent = start(['serve', '--json', ...globals, ...flags])
    const ready = JSON.parse(await firstLine(agent)) as { port: number }
    const { answer } = await runJson(['setting', 'list', '--data-dir', dataDir])
    expect((await runJson(['client', 'list', '--data-dir', dataDir])).answer).toMatchObject([{ id: 'pos' }])
    agent.process.kill(signal)
    await agent.ended
    const view = (answer as unknown as { name: string }[]).find(({ name }) => name === 'start.port')
    return [ready.port, view]
  }

  expect(await portOf([], 'SIGKILL')).toMatchObject([port, { value: port, source: 'settings' }])
  const other = await freePort()
  expect(await portOf(['--port', String(other)], 'SIGTERM')).toMatchObject([other, { value: other, source: 'flag' }])
  expect(await portOf([], 'SIGTERM')).toMatchObject([port, { value: port, source: 'settings' }])
})
