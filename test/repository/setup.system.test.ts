import { execFile } from 'node:child_process'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')

/** Writes down how it was called, then does what the environment tells it to. */
const pretendNpm = `#!${process.execPath}
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
if (process.env.NPM_FAILS) { console.error('npm error: no network'); process.exit(1) }
if (process.argv[2] === 'pack') {
  if (!process.env.NPM_PACKS) process.exit(1)
  writeFileSync(process.argv[process.argv.indexOf('--pack-destination') + 1] + '/client.tgz', process.env.NPM_PACKS)
  console.log(JSON.stringify([{ filename: 'client.tgz' }]))
  process.exit()
}
setTimeout(() => {
  mkdirSync('node_modules/.bin', { recursive: true })
  for (const name of ['vite', 'node']) writeFileSync('node_modules/.bin/' + name, '')
}, 300)
`

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'till-setup-'))
  for (const part of ['package.json', 'package-lock.json', 'build/setup', 'build/setup.mjs']) {
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin/npm'), pretendNpm, { mode: 0o755 })
})

afterEach(() => rm(folder, { recursive: true }))

interface Ended {
  exitCode: number
  output: string
}

/** Nothing but the pretend npm is on PATH unless told otherwise. */
function setUp(args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const options = { env: { PATH: join(folder, 'bin'), ...env } }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(folder, 'build/setup.mjs'), ...args],
      options,
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? 1, output: stdout + stderr })
      },
    )
  })
}

async function npmCalls(): Promise<string[]> {
  const calls = await readFile(join(folder, 'npm-calls'), 'utf8').catch(() => '')
  return calls.split('\n').filter((line) => line !== '')
}

describe.runIf(has('unix'))('set-up', () => {
  test('installs exactly what the lock file says, and says why', async () => {
    const { exitCode, output } = await setUp()
    expect(output).toMatch(/^Installing npm packages \(node_modules is missing\) … \d+\.\d s\n$/)
    expect(exitCode).toBe(0)
    expect(await npmCalls()).toEqual([expect.stringMatching(/^ci .*--no-audit --no-fund --loglevel=error$/)])
  })

  test('starts no program and says nothing when nothing is missing', async () => {
    await setUp()
    expect(await setUp([], { PATH: '' })).toEqual({ exitCode: 0, output: '' })
    expect(await npmCalls()).toHaveLength(1)
  })

  test('notices a node_modules that is older than the lock file', async () => {
    await setUp()
    await appendFile(join(folder, 'package-lock.json'), '\n')
    expect((await setUp()).output).toContain('package.json or package-lock.json has changed')
    expect(await npmCalls()).toHaveLength(2)
  })

  test('notices an install that lost a part', async () => {
    await setUp()
    await rm(join(folder, 'node_modules/.bin/vite'))
    expect((await setUp()).output).toContain('vite is missing from node_modules')
    expect(await npmCalls()).toHaveLength(2)
  })

  test('shows why an install failed, and repairs it at the next start', async () => {
    await mkdir(join(folder, 'node_modules'))
    const failed = await setUp([], { NPM_FAILS: 'yes' })
    expect(failed.exitCode).toBe(1)
    expect(failed.output).toContain('npm error: no network')
    expect(failed.output).toContain('run the same command again')
    expect(await setUp()).toMatchObject({ exitCode: 0, output: expect.stringContaining('no finished install') })
  })

  test('two terminals at once install once', async () => {
    const ended = await Promise.all([setUp(), setUp()])
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(await npmCalls()).toHaveLength(1)
  })

  test('a lock left by a process that is gone keeps nobody out', async () => {
    await mkdir(join(folder, 'out'))
    await writeFile(join(folder, 'out/setup.lock'), '2147483646')
    expect((await setUp()).exitCode).toBe(0)
  })

  test('without npm it says what to install', async () => {
    expect(await setUp([], { PATH: '' })).toEqual({
      exitCode: 1,
      output: expect.stringContaining('npm was not found on PATH. Install it'),
    })
  })

  test.runIf(has('linux'))('names each part the tests lack where it cannot install them', async () => {
    const { exitCode, output } = await setUp(['--system'])
    expect(exitCode).toBe(1)
    for (const part of ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus', 'openssl']) {
      expect(output).toMatch(new RegExp(`^${part} is missing: .+\\. Install it with .+\\.$`, 'm'))
    }
    expect(await npmCalls()).toEqual([])
  })

  test.runIf(has('linux')).each([
    ['no registry gives', {}, 'npm pack failed'],
    ['is another one', { NPM_PACKS: 'another package' }, 'the package is another one than the tests were written for'],
  ])('goes on without a vendor’s client that %s, keeps none of it and tries again', async (_, env, reason) => {
    await haveTestParts()
    const note = new RegExp(
      `^@scayle/storefront-core@[\\d.]+ was not fetched: ${reason}\\. Its tests are skipped\\.$`,
      'm',
    )
    for (const _ of [1, 2])
      expect(await setUp(['--system'], env)).toEqual({ exitCode: 0, output: expect.stringMatching(note) })
    expect(await readdir(join(folder, 'out/vendor-clients'))).toEqual([])
    expect((await npmCalls()).map((call) => call.split(' ')[0])).toEqual(['ci', 'pack', 'pack'])
  })
})

/** Names on PATH of what the tests run against, and the keychain library where npm would put it. */
async function haveTestParts(): Promise<void> {
  for (const name of ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus', 'chromium', 'openssl'])
    await writeFile(join(folder, 'bin', name), '')
  await cp(join(root, 'node_modules/keytar'), join(folder, 'node_modules/keytar'), { recursive: true })
}
