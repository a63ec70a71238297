import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { built, run, runJson } from '#test/support/command.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const pin = '48151623'
const keptIn = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')).pin

describe.each(['while the agent runs', 'while none runs'])('%s', (when) => {
  test("the manager's PIN is set, replaced and removed", async () => {
    const dataDir = join(makeFolder(), 'data')
    if (when === 'while the agent runs') await startAgent({ dataDir })
    const data = ['--data-dir', dataDir, '--vault', 'memory']
    const set = await runJson(['pin', 'set', '--secret', 'pin=stdin', ...data], { input: `${pin}\n` })
    expect(set).toEqual({ code: 0, answer: { isSet: true }, error: '' })
    const first = keptIn(dataDir)
    expect(JSON.stringify(first)).not.toContain(pin)
    const path = writeInput('secret.txt', '1234\n')
    expect(await runJson(['pin', 'set', '--secret', `pin=file:${path}`, ...data])).toMatchObject({ code: 0 })
    expect(keptIn(dataDir).hash).not.toBe(first.hash)
    expect(await runJson(['pin', 'remove', ...data])).toEqual({ code: 0, answer: { isSet: false }, error: '' })
    expect(keptIn(dataDir)).toBeUndefined()
  })
})

test.each(['123', '1234567890123', '12a4', ''])('an invalid PIN is refused and not repeated: "%s"', async (entered) => {
  const dataDir = join(makeFolder(), 'data')
  const { code, stdout, stderr } = await run(['pin', 'set', '--secret', 'pin=stdin', '--data-dir', dataDir], {
    input: entered,
  })
  expect([code, stdout]).toEqual([1, ''])
  if (entered !== '') expect(stderr).not.toContain(entered)
  expect(existsSync(dataDir)).toBe(false)
})

test('a PIN cannot be an argument', async () => {
  for (const args of [
    ['pin', 'set', pin],
    ['pin', 'set', '--secret', `pin=${pin}`],
    ['pin', 'set', `--pin=${pin}`],
  ]) {
    const { code, stdout, stderr } = await run([...args, '--data-dir', makeFolder()])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toContain(pin)
  }
})

/** At a terminal of its own, with these typed one after another. */
async function setAtTerminal(dataDir: string, ...typed: string[]) {
  const command = [process.execPath, built, 'pin', 'set', '--data-dir', dataDir].map((arg) => `'${arg}'`).join(' ')
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { stdio: 'pipe' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const [at, text] of typed.entries()) {
    await expect.poll(() => screen).toContain(['pin:', 'pin, once more:'][at])
    child.stdin.write(`${text}\r`)
  }
  return { code: await ended, screen }
}

describe.runIf(has('terminal'))('at a terminal', () => {
  test('the PIN is asked for twice, and not shown', async () => {
    const dataDir = join(makeFolder(), 'data')
    const { code, screen } = await setAtTerminal(dataDir, pin, pin)
    expect(code).toBe(0)
    expect(screen).toContain("The manager's PIN is set.")
    expect(screen).not.toContain(pin)
    expect(keptIn(dataDir)).toBeDefined()
  })

  test('two different PINs change nothing', async () => {
    const dataDir = join(makeFolder(), 'data')
    const { code, screen } = await setAtTerminal(dataDir, pin, '12345')
    expect(code).toBe(1)
    expect(screen).toContain('The two PINs are not the same, so nothing was changed.')
    expect(existsSync(dataDir)).toBe(false)
  })
})
