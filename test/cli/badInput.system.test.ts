import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { type Ended, run, runJson } from '#test/support/command.ts'
import { makeFolder, removeFolder, writeInput } from '#test/support/folder.ts'
import { withPrivateKeyring } from '#test/support/keyring.ts'
import { has } from '#test/support/skips.ts'

const loyalty = {
  id: 'loyalty',
  scheme: 'capillary-till',
  baseUrl: 'https://127.0.0.1:9',
  till: 'store.server',
  password: { env: 'LOYALTY_PASSWORD' },
}
const env = { ...process.env, LOYALTY_PASSWORD: canaries.password }

/** One sentence, its code, one remedy, and nothing else. */
function errorIn({ stdout, stderr }: Ended) {
  expect(stdout).toBe('')
  const [, sentence, code, remedy] = /^(.+) \[([A-Z_]+)\]\nWhat to do: (.+)\n$/.exec(stderr) ?? []
  expect({ sentence, code, remedy }, stderr).toEqual({
    sentence: expect.stringMatching(/\.$/),
    code: expect.any(String),
    remedy: expect.stringMatching(/\S/),
  })
  return { sentence, code, remedy }
}

/** The data directory of a till with one upstream. */
let prepared: string
const folder = makeFolder()

beforeAll(async () => {
  prepared = join(folder, 'data')
  const agent = await startAgent({ dataDir: prepared, env, provisioning: { upstreams: [loyalty] } })
  await agent.end()
})

afterAll(() => removeFolder(folder))

/** A till with one upstream, so that there is something to lose. */
function setUpTill(): string {
  const dataDir = join(makeFolder(), 'data')
  cpSync(prepared, dataDir, { recursive: true })
  return dataDir
}

async function upstreamsIn(dataDir: string): Promise<string[]> {
  const { answer } = await runJson(['upstream', 'list', '--vault', 'memory', '--data-dir', dataDir])
  return answer.map(({ id }: { id: string }) => id)
}

describe.each(['serve', 'provision'])('a provisioning file given to %s', (command) => {
  async function refused(file: object | string) {
    const dataDir = setUpTill()
    const path = writeInput('provision.json', file)
    const memory = ['--data-dir', dataDir, '--vault', 'memory']
    const args = command === 'serve' ? ['serve', '--port', '0', '--provision', path] : ['provision', path]
    const ended = await run([...args, ...memory], { env })
    expect(ended.code).toBe(1)
    expect(await upstreamsIn(dataDir)).toEqual(['loyalty'])
    return errorIn(ended)
  }

  test('with a typo is refused, naming the place and the name that may be meant, or all of them', async () => {
    const { baseUrl: basUrl, ...rest } = loyalty
    expect((await refused({ upstreams: [{ ...rest, id: 'other', basUrl }] })).sentence).toMatch(
      /upstreams\[0\]\.basUrl: is unknown; "baseUrl" may be meant\.$/,
    )
    const { code, sentence } = await refused({ upstreams: [{ ...rest, id: 'other', address: basUrl }] })
    expect(code).toBe('INVALID_INPUT')
    expect(sentence).toMatch(
      /upstreams\[0\]\.address: .*names are id, scheme, baseUrl, mode, caFile, .*\bregion, till, .*\bpassword, proxyPassword\b.*\.$/,
    )
  })

  test('with http:// off this machine is refused', async () => {
    const { code, sentence } = await refused({ upstreams: [{ ...loyalty, baseUrl: 'http://loyalty.example.com' }] })
    expect(code).toBe('INVALID_INPUT')
    expect(sentence).toMatch(/upstreams\[0\]\.baseUrl: must begin with https:\/\//)
  })

  test('that is not JSON is refused with line and column, without its content', async () => {
    const { code, sentence } = await refused(`{\n  "upstreams": [{ "password": "${canaries.password}",, }]\n}`)
    expect(code).toBe('INVALID_INPUT')
    expect(sentence).toMatch(/line 2, column \d+: this is not JSON; expected a name in double quotes\.$/)
  })

  test('naming an environment variable that is not set is refused', async () => {
    const { code, sentence } = await refused({ upstreams: [{ ...loyalty, password: { env: 'NO_SUCH_VARIABLE' } }] })
    expect(code).toBe('SECRET_MISSING')
    expect(sentence).toContain('NO_SUCH_VARIABLE')
  })

  test('naming a pipe as a secret’s file is refused at once', async () => {
    const pipe = join(makeFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const { code, sentence } = await refused({ upstreams: [{ ...loyalty, password: { file: pipe } }] })
    expect([code, sentence]).toEqual(['SECRET_MISSING', expect.stringMatching(/a pipe or a device, not a file/)])
  })

  test('naming a secret file that is not there is refused', async () => {
    const { code, sentence } = await refused({ upstreams: [{ ...loyalty, password: { file: 'gone.txt' } }] })
    expect(code).toBe('SECRET_MISSING')
    expect(sentence).toMatch(/\/gone\.txt" could not be read \(ENOENT\)/)
  })
})

test('a pack that is a pipe is refused at once', async () => {
  const pipe = join(makeFolder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const ended = await run(['fleet', 'pack', 'inspect', pipe])
  expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/it is a pipe or a device, not a file/)])
})

test('a provisioning file that is a pipe is refused at once', async () => {
  const pipe = join(makeFolder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  const ended = await run(['provision', pipe, '--data-dir', join(makeFolder(), 'data'), '--vault', 'memory'])
  expect([ended.code, errorIn(ended).code]).toEqual([1, 'FILE_UNREADABLE'])
})

test('a provisioning file that is not there is refused', async () => {
  const dataDir = join(makeFolder(), 'data')
  const ended = await run(['serve', '--provision', '/no/such/file.json', '--data-dir', dataDir])
  expect(ended.code).toBe(1)
  expect(errorIn(ended).code).toBe('FILE_UNREADABLE')
  expect(existsSync(dataDir)).toBe(false)
})

test('a taken port is refused, naming the process that holds it; the data directory is free again', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    holder.close()
  })
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as AddressInfo
  const dataDir = setUpTill()
  const ended = await run(['serve', '--port', String(port), '--data-dir', dataDir, '--vault', 'memory'])
  expect(ended.code).toBe(1)
  const { code, sentence } = errorIn(ended)
  expect(code).toBe('PORT_TAKEN')
  expect(sentence).toBe(`Port ${port} is already used by node (process ${process.pid}).`)
  expect(existsSync(join(dataDir, 'pipe', 'agent.sock'))).toBe(false)
  expect(await upstreamsIn(dataDir)).toEqual(['loyalty'])
})

test('a damaged settings file is refused, left as it is and copied aside', async () => {
  const dataDir = join(makeFolder(), 'data')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'settings.json'), '{"version": 1, "upstr')
  for (const command of [['serve', '--port', '0'], ['status'], ['upstream', 'list']]) {
    const ended = await run([...command, '--data-dir', dataDir, '--vault', 'memory'])
    expect(ended.code).toBe(1)
    expect(errorIn(ended).code).toBe('SETTINGS_DAMAGED')
  }
  expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toBe('{"version": 1, "upstr')
  expect(readdirSync(dataDir).filter((name) => name.startsWith('settings.damaged-'))).toHaveLength(1)
})

describe.runIf(has('linux'))('a keychain', () => {
  test.each([
    ['locked', 'KEYCHAIN_LOCKED'],
    ['no-service', 'KEYCHAIN_UNAVAILABLE'],
  ] as const)('that is %s keeps nothing, and nothing is half-stored', async (state, expected) =>
    withPrivateKeyring(state, async (keyringEnv) => {
      const dataDir = join(makeFolder(), 'data')
      const path = writeInput('provision.json', { upstreams: [loyalty] })
      const withSecret = { ...keyringEnv, LOYALTY_PASSWORD: canaries.password }
      const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', 'https://127.0.0.1:9']
      const secret = ['--set', 'till=store.server', '--secret', 'password=env:LOYALTY_PASSWORD', '--no-probe']
      for (const args of [
        [...add, ...secret],
        ['provision', path, '--no-probe'],
        ['serve', '--port', '0', '--provision', path],
      ]) {
        const ended = await run([...args, '--data-dir', dataDir], { env: withSecret })
        expect(ended.code).toBe(1)
        expect(errorIn(ended).code).toBe(expected)
      }
      expect(await upstreamsIn(dataDir)).toEqual([])
    }),
  )
})

describe('a command line', () => {
  test('with an unknown option is refused with exit code 2', async () => {
    const { code, stdout, stderr } = await run(['serve', '--prot', '1'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Unknown option '--prot'.* \[USAGE\]\nWhat to do: See "till-agent serve --help"\.\n$/)
  })

  const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', 'https://127.0.0.1:9']
  test('with a secret in it is refused without repeating it', async () => {
    const { code, stdout, stderr } = await run([...add, '--secret', 'password=hunter2'])
    expect(code).toBe(2)
    expect(stdout + stderr).not.toContain('hunter2')
  })

  test('without a secret and without a terminal says how to give one', async () => {
    const ended = await run([...add, '--set', 'till=a', '--data-dir', makeFolder()])
    expect(ended.code).toBe(1)
    const { code, remedy } = errorIn(ended)
    expect(code).toBe('SECRET_MISSING')
    expect(remedy).toMatch(/--secret password=env:VARIABLE.*password=file:PATH.*password=stdin/)
  })

  test('with http:// off this machine is refused before a secret is asked for', async () => {
    const args = ['upstream', 'add', 'x', '--scheme', 'capillary-till', '--base-url', 'http://example.com']
    const ended = await run([...args, '--set', 'till=a', '--data-dir', makeFolder()])
    expect(errorIn(ended)).toMatchObject({ code: 'INVALID_INPUT', sentence: expect.stringMatching(/^baseUrl: /) })
  })

  test.each([[['upstream', 'remove', 'loyalty']], [['upstream', 'test', 'loyalty']], [['provision', 'FILE']]])(
    'that would store a secret in its own memory is refused: %j',
    async (args) => {
      const dataDir = setUpTill()
      const path = writeInput('provision.json', { upstreams: [loyalty] })
      const filled = args.map((arg) => (arg === 'FILE' ? path : arg))
      const ended = await run([...filled, '--vault', 'memory', '--data-dir', dataDir], { env })
      expect(ended.code).toBe(1)
      expect(errorIn(ended)).toMatchObject({
        code: 'KEYCHAIN_UNAVAILABLE',
        sentence: expect.stringContaining('forgotten when this command ends'),
      })
    },
  )
})

test('a fault in JSON is one line on standard error with code, detail, remedy and its data', async () => {
  const agent = await startAgent()
  const other = join(makeFolder(), 'data')
  const { code, answer, error } = await runJson(['serve', '--port', String(agent.port), '--data-dir', other])
  expect({ code, answer }).toEqual({ code: 1, answer: '' })
  expect(error).toEqual({
    code: 'PORT_TAKEN',
    detail: expect.stringContaining(String(agent.port)),
    remedy: expect.stringContaining('--port'),
    port: agent.port,
    pid: agent.pid,
    program: 'node',
  })
})
