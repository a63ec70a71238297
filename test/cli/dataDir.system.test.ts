import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLine, run, runJson, start } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'

/** A user with a home of their own. */
function makeUser() {
  const home = makeFolder()
  const usual = join(home, 'till-agent')
  const env = { ...process.env, XDG_CONFIG_HOME: home }
  return { usual, env, pointer: join(usual, 'data-dir.json'), other: join(home, 'disk', 'till') }
}

test('a data directory that is kept counts at every start, and a flag for one run, which says so', async () => {
  const { usual, env, other, pointer } = makeUser()
  const shown = async (...flags: string[]) => (await runJson(['data-dir', ...flags], { env })).answer
  expect(await shown()).toEqual({ dataDir: usual, source: 'usual' })
  expect(await run(['data-dir', 'use', other], { env })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(other),
  })
  expect(await shown()).toEqual({ dataDir: other, source: 'pointer' })
  expect(JSON.parse(readFileSync(pointer, 'utf8'))).toEqual({ dataDir: other })
  const third = join(usual, 'third')
  expect(await shown('--data-dir', third)).toEqual({ dataDir: third, source: 'flag' })

  const runOnce = async (...flags: string[]) => {
    const agent = start(['serve', '--json', '--vault', 'memory', '--port', '0', ...flags], env)
    await firstLine(agent)
    agent.process.kill('SIGTERM')
    await agent.ended
  }
  await runOnce()
  expect(existsSync(join(other, 'settings.json'))).toBe(true)
  await runOnce('--data-dir', third)
  const logOf = (dataDir: string) => readFileSync(join(dataDir, 'logs/agent.log'), 'utf8')
  expect(logOf(third)).toContain('"started-with-flag","detail":"data-dir"')
  expect(logOf(other)).not.toContain('data-dir')

  await run(['data-dir', 'usual'], { env })
  expect(await shown()).toEqual({ dataDir: usual, source: 'usual' })
}, 120_000)

test('a till whose disk is missing does not start as new, and says what to do', async () => {
  const { env, other, pointer } = makeUser()
  await run(['data-dir', 'use', other], { env })
  rmSync(other, { recursive: true })
  const missing = await runJson(['serve', '--vault', 'memory', '--port', '0'], { env })
  expect(missing).toMatchObject({ code: 1, error: { code: 'FILE_UNREADABLE', detail: expect.stringContaining(other) } })
  expect(missing.error.remedy).toContain('till-agent data-dir usual')
  expect(existsSync(other)).toBe(false)

  for (const content of ['', '{}', '{"dataDir":"relative"}']) {
    writeFileSync(pointer, content)
    expect((await runJson(['status'], { env })).error).toMatchObject({ code: 'FILE_UNREADABLE' })
  }
  expect(await run(['data-dir', 'usual'], { env })).toMatchObject({ code: 0 })
  expect((await runJson(['data-dir'], { env })).answer).toMatchObject({ source: 'usual' })
}, 120_000)
