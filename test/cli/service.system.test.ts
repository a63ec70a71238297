import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isLocked } from '#adapters/database/dataDirLock.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { built, firstLine, run, runJson, type Started } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { osUser, runAs, startAs } from '#test/support/osUsers.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

// Several people share one till. Each had an agent of their own, which fought for the port, and sales ended when who had logged in
// first logged out.

/** Sells all the time, as the POS of one user does, within the limit of requests a second, and prints one line for each sale that was not made. */
const pos = `
const [url, key] = process.argv.slice(1)
import { setTimeout as wait } from 'node:timers/promises'
let made = 0
process.on('SIGTERM', () => { console.log(JSON.stringify({ made })); process.exit(0) })
for (;;) {
  const told = await fetch(url + '/via/loyalty/v1.1/customer/get', { headers: { 'Till-Agent-Key': key } }).then((answer) => answer.status, (thrown) => String(thrown))
  if (told === 200) made += 1
  else console.log(JSON.stringify({ told }))
  if (made === 1 && told === 200) console.log('first')
  await wait(30)
}`

/** Follows what changes, as an attached window does, until it is killed. */
const window = `
import { request } from 'node:http'
import { mkdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
const [folder] = process.argv.slice(1)
const claim = randomBytes(32).toString('hex')
mkdirSync(folder + '/callers/' + claim)
const headers = { 'content-length': 0, 'till-agent-caller': claim }
request({ socketPath: folder + '/use.sock', path: '/changes', method: 'POST', headers }, (response) => {
  console.log(response.statusCode)
  response.resume()
}).end()`

const script = (text: string, ...args: string[]) => [process.execPath, '--input-type=module', '-e', text, ...args]

async function startService() {
  const upstream = await startUpstream((_, response) => response.end('{}'))
  const folder = makeFolder()
  chmodSync(folder, 0o755)
  const [place, dataDir] = [join(folder, 'run'), join(folder, 'data')]
  const file = join(folder, 'provision.json')
  const allow = [{ methods: ['*'], path: '/**' }]
  const provisioning = {
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', baseUrl: upstream.url, till: canaryTill, password: canaries.password },
    ],
    clients: [{ id: 'pos', name: 'pos', grants: [{ upstream: 'loyalty', allow }] }],
  }
  writeFileSync(file, JSON.stringify(provisioning), { mode: 0o600 })
  for (const path of [place, dataDir]) mkdirSync(path)
  for (const path of [place, dataDir, file]) chownSync(path, 61_001, 61_001)
  const env = { PATH: process.env.PATH, HOME: folder, TILL_AGENT_SERVICE_DIR: place }
  const account = osUser(61_001, ['adm', 'users'], env)
  const args = ['serve', '--json', '--service', '--port', '0', '--data-dir', dataDir]
  const secrets = ['--vault', 'memory', '--provision', file]
  const groups = ['--administrators', 'adm', '--users', 'users']
  const service = startAs(account, [process.execPath, built, ...args, ...secrets, ...groups])
  const { port, newKeys } = JSON.parse(await firstLine(service))
  return { service, place, dataDir, env, port, url: `http://127.0.0.1:${port}`, key: newKeys[0].key as string }
}

async function endWith(started: Started, signal: NodeJS.Signals) {
  started.process.kill(signal)
  return started.ended
}

describe.runIf(has('other users'))('a till of all users of the machine', () => {
  test('sells on while a second user logs in, looks, is locked out and logs out', async () => {
    const { service, place, dataDir, env, url, key } = await startService()
    const [cashier, second] = [osUser(61_002, ['users'], env), osUser(61_003, ['users'], env)]
    const selling = startAs(cashier, script(pos, url, key))
    expect(await firstLine(selling)).toBe('first')

    const opened = startAs(second, script(window, place))
    expect(await firstLine(opened)).toBe('200')
    expect(JSON.parse((await runAs(second, ['status', '--json'])).stdout)).toMatchObject({
      running: true,
      posAddress: url,
    })
    // Their own agent does not fight for the port.
    const serve = await runAs(second, ['serve', '--json'])
    expect([serve.code, JSON.parse(serve.stderr).error.code]).toEqual([1, 'ALREADY_RUNNING'])
    // A locked screen stops what draws on it; the end of a session hangs up and then kills.
    opened.process.kill('SIGSTOP')
    await runAs(second, ['status'])
    opened.process.kill('SIGCONT')
    await endWith(opened, 'SIGHUP')
    await endWith(startAs(second, script(window, place)), 'SIGKILL')

    const { stdout } = await endWith(selling, 'SIGTERM')
    const lines = stdout.trim().split('\n')
    expect([lines.length, lines[0], JSON.parse(lines.at(-1) ?? '').made > 10]).toEqual([2, 'first', true])
    expect((await runJson(['stop'], { env })).answer).toEqual({ result: 'ended' })
    // Whoever starts it now, as set-up does, finds the lock free.
    expect(isLocked(dataDir)).toBe(false)
    const { code, stderr } = await service.ended
    expect([code, stderr, readdirSync(place).filter((name) => name !== 'new')]).toEqual([0, '', []])
  })

  test('is set up by its administrators, used by its users, and closed to others', async () => {
    const { env } = await startService()
    const [administrator, user, stranger] = [
      osUser(61_004, ['adm'], env),
      osUser(61_005, ['users'], env),
      osUser(61_006, [], env),
    ]
    const add = (id: string) => ['client', 'add', id, '--name', id, '--watch-all', '--json']
    const codeOf = async ({ code, stderr }: { code: number | null; stderr: string }) =>
      code === 0 ? 'done' : JSON.parse(stderr).error.code
    const seen = []
    for (const [who, args] of [
      [user, ['status', '--json']],
      [user, add('a')],
      [user, ['stop', '--json']],
      [stranger, ['status', '--json']],
      [stranger, add('b')],
      [administrator, add('c')],
      [user, ['audit', 'list', '--json']],
    ] as const)
      seen.push(await codeOf(await runAs(who, args)))
    const refused = 'ADMINISTRATOR_REQUIRED'
    expect(seen).toEqual(['done', refused, refused, refused, refused, 'done', refused])

    const { stdout } = await runAs(administrator, ['audit', 'list', '--json'])
    const rows = JSON.parse(stdout).filter(({ event }: { event: string }) => event === 'client-added')
    expect(rows.map(({ actor, outcome }: Record<string, string>) => [actor, outcome]).toReversed()).toEqual([
      ['pipe/uid-61005', refused],
      ['pipe/uid-61004', 'done'],
    ])
  })
})

describe('a service', () => {
  test('is told where it keeps secrets: it takes no vault by itself', async () => {
    const { code, error } = await runJson(['serve', '--service', '--data-dir', join(makeFolder(), 'data')])
    expect([code, error]).toEqual([
      2,
      {
        code: 'USAGE',
        detail: expect.stringContaining('where it keeps secrets'),
        remedy: expect.stringContaining('--vault'),
      },
    ])
  })

  test('with a vault in a file is told the key to it', async () => {
    const { error } = await runJson(['serve', '--vault', 'file', '--data-dir', join(makeFolder(), 'data')])
    expect(error.code).toBe('KEYCHAIN_UNAVAILABLE')
    expect((await run(['serve', '--help'])).stdout).toContain('--service')
  })
})
