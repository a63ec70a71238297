import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isOfSetUpForAll, packageKind } from '#adapters/updates/packageKind.ts'
import { buildMissingParts } from '#test/support/builtParts.ts'
import { has } from '#test/support/skips.ts'
import { driveC, exitCodeOnWindows, windowsPath } from '#test/support/windows.ts'

// electron-builder's own set-up with build/windows/installer.nsh, around a program that notes what it is asked
// (helpers/app.c). Its plugins are stand-ins (helpers/plugins.c): who may elevate and who signed is not seen here.

const root = join(import.meta.dirname, '../..')
const output = join(root, 'out/windows-set-up')
const profile = join(driveC, 'users', process.env.USER ?? 'root', 'AppData/Local')
const asked = join(driveC, 'till-agent.log')
const sale = join(driveC, 'sale')
const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'
const laidBy = join(profile, 'till-agent-updater')
let setUp: string

const installations = [
  { scope: '/allusers', folder: join(driveC, 'Program Files/till-agent'), kind: undefined },
  { scope: '/currentuser', folder: join(profile, 'Programs/till-agent'), kind: 'nsis' },
]

describe.runIf(has('wine'))('set-up', () => {
  beforeAll(() => {
    buildMissingParts()
    rmSync(output, { recursive: true, force: true })
    mkdirSync(output, { recursive: true })
    execFileSync(process.execPath, [join(import.meta.dirname, 'makeSetUp.mjs'), output], { cwd: root, stdio: 'pipe' })
    setUp = join(output, readdirSync(output).find((name) => name.endsWith('.exe')) ?? '')
  }, 300_000)

  describe.each(installations)('$scope', ({ scope, folder, kind }) => {
    const program = join(folder, 'till-agent.exe')
    const uninstaller = join(folder, 'Uninstall till-agent.exe')
    const install = (...args: string[]) => exitCodeOnWindows([setUp, '/S', scope, ...args])
    // Unquoted, as its words come: with quotes NSIS does not see it.
    const remove = (...args: string[]) =>
      exitCodeOnWindows([uninstaller, '/S', scope, ...args, ...`_?=${windowsPath(folder)}`.split(' ')])

    beforeEach(async () => {
      for (const path of [folder, laidBy, asked, sale]) rmSync(path, { recursive: true, force: true })
      expect(await install()).toBe(0)
      rmSync(asked, { force: true })
    })

    afterEach(() => exitCodeOnWindows(['taskkill.exe', '/F', '/IM', 'till-agent.exe']))

    test('installs where an agent looks that takes updates, or where only an administrator writes', () => {
      expect(existsSync(program)).toBe(true)
      expect(packageKind('win32', program, { LOCALAPPDATA: profile })).toBe(kind)
      expect(isOfSetUpForAll('win32', program, { LOCALAPPDATA: profile })).toBe(scope === '/allusers')
      expect(readdirSync(laidBy)).toContain('installer.exe')
    })

    test('lays the command line beside the app, which hands on words and exit code', async () => {
      const command = windowsPath(join(folder, 'till-agent.cmd'))
      expect(await exitCodeOnWindows(['cmd.exe', '/c', command, 'reset', '--check'])).toBe(0)
      await startProgram(program)
      writeFileSync(sale, '')
      expect(await exitCodeOnWindows(['cmd.exe', '/c', command, 'reset', '--check'])).toBe(3)
      expect(readFileSync(asked, 'utf8')).toContain('asked: reset --check (an agent runs)')
    })

    test('over itself asks the agent that runs, and does nothing during a sale', async () => {
      await startProgram(program)
      writeFileSync(sale, '')
      expect(await install()).toBe(3)
      expect(readFileSync(asked, 'utf8')).toContain('asked: reset --check (an agent runs)')
      expect(await programRuns()).toBe(true)
      rmSync(sale)
      expect(await install()).toBe(0)
      expect(await programRuns()).toBe(false)
      expect(existsSync(program)).toBe(true)
    })

    test('as an update asks nobody and starts the new version', async () => {
      expect(await install('--updated', '--force-run')).toBe(0)
      const words = () => (existsSync(asked) ? readFileSync(asked, 'utf8').match(/^asked:.*(?= \()/gm) : [])
      // How it starts is in its settings: `start.desktop.test.ts` goes on from here.
      await expect.poll(words).toEqual(['asked: --updated'])
    })

    test('is not removed during a sale, and the agent goes on', async () => {
      await startProgram(program)
      writeFileSync(sale, '')
      expect(await remove()).toBe(3)
      expect(readFileSync(asked, 'utf8')).toContain('asked: reset --check (an agent runs)')
      expect(await programRuns()).toBe(true)
      expect(existsSync(program)).toBe(true)
    })

    test('is removed with its start-up entry and the set-up laid by; secrets stay', async () => {
      await exitCodeOnWindows(['reg.exe', 'add', run, '/v', 'agent.till.TillAgent', '/d', 'x', '/f'])
      expect(await remove()).toBe(0)
      expect(existsSync(program)).toBe(false)
      expect(existsSync(laidBy)).toBe(false)
      expect(await exitCodeOnWindows(['reg.exe', 'query', run, '/v', 'agent.till.TillAgent'])).toBe(1)
      expect(readFileSync(asked, 'utf8')).not.toContain('--secrets')
    })

    test('is removed with the secrets by /forget', async () => {
      expect(await remove('/forget')).toBe(0)
      expect(readFileSync(asked, 'utf8')).toContain('asked: reset --secrets (no agent runs)')
    })
  })
})

async function startProgram(program: string): Promise<void> {
  void exitCodeOnWindows([program])
  await expect.poll(() => existsSync(asked) && readFileSync(asked, 'utf8')).toMatch(/^runs/m)
}

/** What `reset --check` answers during a sale while the program runs. */
async function programRuns(): Promise<boolean> {
  const before = existsSync(sale)
  writeFileSync(sale, '')
  const code = await exitCodeOnWindows([join(output, 'win-unpacked/till-agent.exe'), 'reset', '--check'])
  if (!before) rmSync(sale)
  return code === 3
}
