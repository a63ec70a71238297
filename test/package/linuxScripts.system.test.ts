import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeDirectory } from '#test/support/releases.ts'
import { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')

/** A script of the deb, as electron-builder fills it in. It finds these stand-ins in front of the commands of the system. */
function prepare(name: string, stubs: Record<string, string>) {
  const folder = makeDirectory()
  const file = join(folder, name)
  const opt = join(folder, 'opt')
  const source = readFileSync(join(root, 'build/linux', name), 'utf8')
    .replaceAll(/\/opt\/\$\{sanitizedProductName\}/g, opt)
    .replaceAll(/\$\{executable\}/g, 'till-agent')
    .replaceAll(/(?<=['\s])\/(?=usr\/bin\/|etc\/)/g, `${folder}/`)
  writeFileSync(file, source)
  for (const path of ['bin', 'opt', 'usr/bin', 'etc/apparmor.d']) mkdirSync(join(folder, path), { recursive: true })
  const all = { systemctl: 'exit 0', 'update-desktop-database': 'exit 0', apparmor_parser: 'exit 1', ...stubs }
  for (const [command, script] of Object.entries(all))
    writeFileSync(join(folder, 'bin', command), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return {
    folder,
    opt,
    run(args: string[], env: Record<string, string> = {}) {
      const options = { env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...env }, encoding: 'utf8' as const }
      return spawnSync('bash', [file, ...args], options)
    },
    /** In a terminal, as an administrator does. */
    runInTerminal(...args: string[]) {
      const options = { env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` }, encoding: 'utf8' as const }
      return spawnSync('script', ['-qec', ['bash', file, ...args].join(' '), '/dev/null'], options)
    },
    /** What a stand-in wrote into this folder. */
    noted: () => (existsSync(join(folder, 'noted')) ? readFileSync(join(folder, 'noted'), 'utf8').trim() : undefined),
  }
}

/** The home of a user whose agent runs. */
async function makeHome(): Promise<string> {
  const home = makeDirectory()
  const socket = join(home, '.config/till-agent/pipe/agent.sock')
  mkdirSync(join(socket, '..'), { recursive: true })
  const agent = createServer().listen(socket)
  await once(agent, 'listening')
  onTestFinished(() => void agent.close())
  return home
}

/** Notes who is asked, and whether a terminal can be reached: number 7 of proc_pid_stat(5), and the three descriptors. */
const noteTerminal = `echo "$2 $(cut -d' ' -f7 /proc/self/stat) $(readlink /proc/self/fd/0)" >> "$(dirname "$0")/../noted"`
const entryOf = (home: string, name = 'anna', id = 1000) => `echo "${name}:x:${id}:${id}:A person:${home}:/bin/sh"`

describe('before the deb is removed', () => {
  test.each([
    ['it stays while a till serves a sale', 3, {}, 1],
    ['it is removed when nothing is under way', 0, {}, 0],
    ['it is removed when the till agent does not answer', 127, {}, 0],
    // A user of the machine has a socket that says "busy" for ever.
    ['it is removed all the same when the administrator says so', 3, { TILL_AGENT_FORCE: '1' }, 0],
  ])('%s', async (_, answer, env, status) => {
    const runuser = `[ "$*" = "-u anna -- timeout 20 till-agent reset --check" ] && exit ${answer}; exit 9`
    const { run } = prepare('beforeRemove.sh', { getent: entryOf(await makeHome()), runuser })
    const ended = run(['remove'], env)
    expect(ended.status).toBe(status)
    const said = ended.stderr.replaceAll('\n', ' ')
    if (status === 0) expect(said).toBe('')
    else expect(said).toMatch(/of: anna\. Try again when the sale is over.*TILL_AGENT_FORCE=1/)
    expect(run(['upgrade', '2']).status).toBe(0)
  })

  test('all users who are busy are named at once, and others are not asked', async () => {
    const home = await makeHome()
    const users = [
      entryOf(home),
      entryOf(home, 'bob', 1001),
      entryOf('/nowhere', 'eve', 1002),
      entryOf(home, 'root', 0),
    ]
    const { run, noted } = prepare('beforeRemove.sh', { getent: users.join('; '), runuser: `${noteTerminal}; exit 3` })
    expect(run(['remove']).stderr).toContain('of: anna bob.')
    expect(
      noted()
        ?.split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['anna', 'bob'])
  })

  test.runIf(has('terminal'))('what runs as a user cannot type into the terminal of root', async () => {
    const stubs = { getent: entryOf(await makeHome()), runuser: noteTerminal }
    const { runInTerminal, noted } = prepare('beforeRemove.sh', stubs)
    expect(runInTerminal('remove').status).toBe(0)
    expect(noted()).toBe('anna 0 /dev/null')
  })
})

describe('after the deb was removed', () => {
  test.runIf(has('terminal'))(
    'start-up entries are removed as their users, and without the terminal of root',
    async () => {
      const home = makeDirectory()
      mkdirSync(join(home, '.config/autostart'), { recursive: true })
      writeFileSync(join(home, '.config/autostart/till-agent.desktop'), '')
      const runuser = `${noteTerminal}; shift 3; exec "$@"`
      const getent = `${entryOf(home)}; ${entryOf('/nowhere', 'eve', 1001)}`
      const { runInTerminal, noted } = prepare('afterRemove.sh', { getent, runuser })
      expect(runInTerminal('remove').status).toBe(0)
      expect(noted()).toBe('anna 0 /dev/null')
      expect(existsSync(join(home, '.config/autostart/till-agent.desktop'))).toBe(false)
    },
  )

  test('an entry whose user cannot be become does not stop the removal', async () => {
    const home = makeDirectory()
    mkdirSync(join(home, '.config/autostart'), { recursive: true })
    writeFileSync(join(home, '.config/autostart/till-agent.desktop'), '')
    const { run } = prepare('afterRemove.sh', { getent: entryOf(home), runuser: 'exit 1' })
    expect(run(['remove']).status).toBe(0)
  })
})

describe('after the deb was installed', () => {
  const note = `echo "$*" >> "$(dirname "$0")/../noted"`
  test.each([
    ['has the setuid bit where only root may make a namespace', 'exit 1', 'exit 1', '4755'],
    ['has none where every user may', 'exit 0', 'exit 1', '0755'],
    ['has none where the profile allows it', 'exit 1', 'exit 0', '0755'],
  ])("Chromium's sandbox %s", (_, asUser, parser, mode) => {
    const { run, opt, noted } = prepare('afterInstall.sh', {
      chmod: note,
      // Root always may: asking as root said so of every machine.
      unshare: 'exit 0',
      runuser: `[ "$*" = "-u nobody -- unshare --user --map-root-user true" ] && ${asUser}; exit 9`,
      apparmor_parser: parser,
      ischroot: 'exit 1',
      install: 'exit 0',
    })
    expect(run(['configure']).status).toBe(0)
    expect(noted()).toBe(`${mode} ${opt}/chrome-sandbox`)
  })
})
