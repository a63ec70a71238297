import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { stateIn } from '#adapters/service/windowsService.ts'
import { buildMissingParts } from '#test/support/builtParts.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { agentOnWindows, driveC, outputOnWindows, runAgentOnWindows, windowsPath } from '#test/support/windows.ts'

// The program that stands between the service control manager and the agent, in the manager of Wine. Sessions and rights of users
// are not: see docs/release.md.

const pollTimeout = { timeout: 90_000, interval: 300 }
/** The first one starts the service manager, which would hold its streams open. */
const sc = (...args: string[]) => outputOnWindows(['sc', ...args])
const state = async () => stateIn(await sc('query', 'till-agent'))

/** Just after it was begun, the service manager of Wine does not know yet what was created. */
async function start() {
  if ((await state()) === 'stopped') await sc('start', 'till-agent')
  return state()
}

const host = join(driveC, 'Till Agent', 'till-agent-service.exe')

async function installService(): Promise<string> {
  const dataDir = windowsPath(join(makeFolder(), 'data of the till'))
  const words = [
    windowsPath(host),
    ...agentOnWindows,
    'serve',
    '--port',
    '0',
    '--vault',
    'memory',
    '--data-dir',
    dataDir,
  ]
  const binPath = words.map((word) => `"${word}"`).join(' ')
  const create = async () => {
    if ((await state()) === 'absent') await sc('create', 'till-agent', 'binPath=', binPath, 'start=', 'demand')
    return state()
  }
  // The service manager of Wine may still be starting.
  await expect.poll(create, pollTimeout).toBe('stopped')
  onTestFinished(async () => {
    await sc('stop', 'till-agent')
    await expect.poll(state, pollTimeout).not.toBe('running')
    await sc('delete', 'till-agent')
  })
  return dataDir
}

const running = async (dataDir: string) =>
  JSON.parse((await runAgentOnWindows(['status', '--json', '--data-dir', dataDir])).stdout || '{}').running

describe.runIf(has('services of Wine'))('the agent as a service of Windows', () => {
  beforeAll(buildMissingParts)
  beforeAll(() => {
    mkdirSync(dirname(host), { recursive: true })
    const compile = join(import.meta.dirname, '../../build/package/windowsService.mjs')
    execFileSync(process.execPath, [compile, host])
  })

  test('is started by the service manager, and ends in order when it is stopped', async () => {
    const dataDir = await installService()
    await expect.poll(start, pollTimeout).toBe('running')
    await expect.poll(() => running(dataDir), pollTimeout).toBe(true)
    expect(await state()).toBe('running')
    await sc('stop', 'till-agent')
    await expect.poll(state, pollTimeout).toBe('stopped')
    const rows = await runAgentOnWindows(['audit', 'list', '--json', '--data-dir', dataDir])
    expect(rows.stdout).toContain('agent-stopped')
  })

  test('is stopped for the service manager when the agent crashes, so that it is started again', async () => {
    const dataDir = await installService()
    await expect.poll(start, pollTimeout).toBe('running')
    await expect.poll(() => running(dataDir), pollTimeout).toBe(true)
    await outputOnWindows(['taskkill', '/F', '/IM', 'node.exe'])
    await expect.poll(state, pollTimeout).toBe('stopped')
  })
})
