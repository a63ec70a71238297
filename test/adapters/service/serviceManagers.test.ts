import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLaunchdService, label } from '#adapters/service/launchdService.ts'
import type { Run } from '#adapters/service/serviceCommand.ts'
import type { ServiceDefinition } from '#adapters/service/serviceManager.ts'
import { createSystemdService, stateIn } from '#adapters/service/systemdService.ts'
import { createWindowsService } from '#adapters/service/windowsService.ts'
import { makeFolder } from '#test/support/folder.ts'

/** A service manager that does what it is documented to do, and what was asked of it. */
function recorder(answers: (line: string) => string = () => '') {
  const asked: string[] = []
  const run: Run = async (file, args) => {
    const line = [file.split(/[\\/]/).at(-1), ...args].join(' ')
    asked.push(line)
    return answers(line)
  }
  return { asked, run }
}

const definition: ServiceDefinition = { program: ['/opt/till/agent'], vault: 'file', users: 'everyone', port: 48_000 }

describe('with systemd', () => {
  function machine({ isBooted = true, canSeal = true } = {}) {
    const root = makeFolder()
    if (isBooted) mkdirSync(join(root, 'run/systemd/system'), { recursive: true })
    const { asked, run } = recorder((line) => {
      if (!line.startsWith('systemd-creds')) return ''
      if (!canSeal) throw new Error('no such command')
      writeFileSync(line.split(' ').at(-1) ?? '', 'sealed')
      return ''
    })
    return { root, asked, service: createSystemdService({ run, root }) }
  }
  const unitIn = (root: string) => readFileSync(join(root, 'etc/systemd/system/till-agent.service'), 'utf8')

  test('it is written, enabled and started, and its key is sealed', async () => {
    const { root, asked, service } = machine()
    await service.install(definition)
    expect(asked.map((line) => line.replaceAll(root, ''))).toEqual([
      'systemd-creds encrypt --name=vault-key /etc/till-agent/vault-key /etc/till-agent/vault-key.cred',
      'systemctl daemon-reload',
      'systemctl enable till-agent',
      'systemctl restart till-agent',
    ])
    expect(readdirSync(join(root, 'etc/till-agent'))).toEqual(['vault-key.cred'])
    expect(unitIn(root)).toContain(`LoadCredentialEncrypted=vault-key:${join(root, 'etc/till-agent/vault-key.cred')}\n`)
    expect(unitIn(root)).toContain('--users everyone --port 48000\n')
  })

  test('installed anew, it keeps the key that secrets were stored with', async () => {
    const { root, asked, service } = machine()
    await service.install(definition)
    await service.install({ ...definition, port: 49_000 })
    expect([asked.filter((line) => line.startsWith('systemd-creds')).length, unitIn(root)]).toEqual([
      1,
      expect.stringContaining('--port 49000'),
    ])
  })

  test('of a package, it has its updates installed by units of root; left to the package manager, it has not', async () => {
    const { root, asked, service } = machine()
    const program = ['/usr/bin/env', 'node', '/opt/Till Agent/x.js']
    await service.install({ ...definition, program, updates: true })
    expect(asked.slice(2)).toEqual([
      'systemctl enable till-agent',
      'systemctl enable till-agent-update.path till-agent-update.service',
      'systemctl restart till-agent-update.path',
      'systemctl restart till-agent',
    ])
    const units = join(root, 'etc/systemd/system')
    const data = '/var/lib/private/till-agent'
    expect(readFileSync(join(units, 'till-agent-update.service'), 'utf8')).toContain(
      `ExecStart=/usr/bin/env node "/opt/Till Agent/x.js" update-machine --data-dir ${data}\n`,
    )
    expect(readFileSync(join(units, 'till-agent-update.path'), 'utf8')).toContain(
      `PathChanged=${data}/updates/machine/request.json\n`,
    )
    // By it the service knows that somebody installs for it.
    const folder = join(root, 'var/lib/till-agent-update')
    expect(existsSync(folder)).toBe(true)
    await service.install({ ...definition, program, updates: false })
    expect(asked.filter((line) => line.includes('.path')).slice(2)).toEqual([
      'systemctl stop till-agent-update.path',
      'systemctl disable till-agent-update.path till-agent-update.service',
    ])
    expect([readdirSync(units), existsSync(folder)]).toEqual([['till-agent.service'], false])
  })

  test('where nothing can seal it, only root reads the key', async () => {
    const { root, service } = machine({ canSeal: false })
    await service.install(definition)
    const key = join(root, 'etc/till-agent/vault-key')
    expect([statSync(key).mode & 0o077, unitIn(root)]).toEqual([
      0,
      expect.stringContaining(`LoadCredential=vault-key:${key}`),
    ])
  })

  test('in an image that is being made it is enabled for the next start', async () => {
    const { asked, service } = machine({ isBooted: false })
    await service.install({ ...definition, vault: 'keychain' })
    expect([asked, await service.state()]).toEqual([['systemctl enable till-agent'], 'stopped'])
  })

  test('removed, its secrets and their key stay', async () => {
    const { root, asked, service } = machine()
    await service.install(definition)
    asked.length = 0
    await service.remove()
    expect(asked).toEqual(['systemctl stop till-agent', 'systemctl disable till-agent', 'systemctl daemon-reload'])
    expect([readdirSync(join(root, 'etc/systemd/system')), readdirSync(join(root, 'etc/till-agent'))]).toEqual([
      [],
      ['vault-key.cred'],
    ])
  })

  test.each([
    ['LoadState=loaded\nActiveState=active\nUnitFileState=enabled\n', 'running'],
    ['LoadState=loaded\nActiveState=activating\nUnitFileState=enabled\n', 'running'],
    ['LoadState=loaded\nActiveState=failed\nUnitFileState=enabled\n', 'stopped'],
    // The unit that the package brings, and nobody has enabled.
    ['LoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n', 'absent'],
    ['LoadState=not-found\nActiveState=inactive\nUnitFileState=\n', 'absent'],
  ])('%j is told as %s', (shown, state) => {
    expect(stateIn(shown)).toBe(state)
  })
})

describe('with launchd', () => {
  test('it is written and taken in, and removed', async () => {
    const root = makeFolder()
    let isThere = false
    const { asked, run } = recorder((line) => {
      if (line.startsWith('launchctl boot')) isThere = line.includes('bootstrap')
      if (isThere) return '\tstate = running\n'
      throw new Error('Could not find service')
    })
    const service = createLaunchdService({ run, root })
    await service.install({ ...definition, program: ['/Applications/A & B.app/x'] })
    const file = join(root, `Library/LaunchDaemons/${label}.plist`)
    expect(asked.map((line) => line.replaceAll(root, ''))).toEqual([
      `launchctl print system/${label}`,
      `launchctl bootstrap system /Library/LaunchDaemons/${label}.plist`,
    ])
    const plist = readFileSync(file, 'utf8')
    expect(plist).toContain('<string>/Applications/A &amp; B.app/x</string>\n    <string>serve</string>')
    // launchd refuses one that others may write.
    expect([statSync(file).mode & 0o777, await service.state()]).toEqual([0o644, 'running'])
    await service.remove()
    expect([existsSync(file), await service.state()]).toEqual([false, 'absent'])
  })
})

describe('with launchd, a service', () => {
  /** launchctl as launchd has it: what is taken in stays there when its program has ended in order. */
  function machine() {
    const root = makeFolder()
    const now = { isTakenIn: false, runs: false }
    const { asked, run } = recorder((line) => {
      const [, action] = line.split(' ')
      const isThere = existsSync(join(root, `Library/LaunchDaemons/${label}.plist`))
      if (now.isTakenIn === (action === 'bootstrap') || !isThere)
        throw new Error('Input/output error, or No such process')
      if (action !== 'print') Object.assign(now, { isTakenIn: action === 'bootstrap', runs: action === 'bootstrap' })
      return now.runs ? '\tstate = running\n' : '\tstate = not running\n'
    })
    return { now, asked, service: createLaunchdService({ run, root }) }
  }

  test('that was told to end by its own command can be started again', async () => {
    const { now, service } = machine()
    await service.install(definition)
    now.runs = false
    expect(await service.state()).toBe('stopped')
    await service.start()
    expect(await service.state()).toBe('running')
  })

  test('that runs is not interrupted by a start, and one that is stopped may be stopped once more', async () => {
    const { asked, service } = machine()
    await service.install(definition)
    asked.length = 0
    await service.start()
    expect(asked.filter((line) => line.includes('boot'))).toEqual([])
    await service.stop()
    await service.stop()
    expect(await service.state()).toBe('stopped')
  })

  test('that is not there is neither started nor stopped', async () => {
    const { service } = machine()
    await expect(service.start()).rejects.toThrow()
    await expect(service.stop()).rejects.toThrow()
  })
})

describe('on Windows', () => {
  const stopped = 'SERVICE_NAME: till-agent\n        TYPE  : 10  WIN32_OWN_PROCESS\n        STATE : 1  STOPPED\n'
  const host = 'C:\\Program Files\\till-agent\\till-agent-service.exe'
  function machine(query = '') {
    const { asked, run } = recorder((line) => (line.startsWith('sc.exe query') ? query : ''))
    const env = { ProgramData: 'C:\\ProgramData', SystemRoot: 'C:\\Windows' }
    return { asked, service: createWindowsService({ run, env, host, exists: () => true }) }
  }

  test('it is created with rights for its folder, growing pauses and its whole command line', async () => {
    const { asked, service } = machine()
    const program = ['C:\\Program Files\\till-agent\\till-agent.exe']
    await service.install({ ...definition, program, vault: 'keychain' })
    expect(asked.filter((line) => !line.startsWith('sc.exe query'))).toEqual([
      'cmd.exe /d /c if not exist "C:\\ProgramData\\till-agent\\data" mkdir "C:\\ProgramData\\till-agent\\data"',
      'icacls.exe C:\\ProgramData\\till-agent /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX',
      'icacls.exe C:\\ProgramData\\till-agent\\data /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F',
      `sc.exe create till-agent binPath= "${host}" "${program[0]}" serve --service --vault keychain --data-dir C:\\ProgramData\\till-agent\\data --users everyone --port 48000 start= auto DisplayName= Till Agent`,
      'sc.exe description till-agent Keeps the cloud secrets of this till and serves its checkout software.',
      'sc.exe failure till-agent reset= 3600 actions= restart/2000/restart/30000/restart/300000',
      'sc.exe failureflag till-agent 1',
      'sc.exe start till-agent',
    ])
  })

  test('installed anew, it is changed and not created twice', async () => {
    const { asked, service } = machine(stopped)
    await service.install({ ...definition, vault: 'keychain' })
    expect(asked.some((line) => line.startsWith('sc.exe config till-agent'))).toBe(true)
    expect(asked.some((line) => line.startsWith('sc.exe create'))).toBe(false)
  })

  test('its stop waits until it has ended, which a sale may hold up, and is not waited for without an end', async () => {
    const pending = stopped.replace('1  STOPPED', '3  STOP_PENDING')
    const answers = [pending, pending, pending, stopped]
    const { run } = recorder((line) => (line.startsWith('sc.exe query') ? (answers.shift() ?? pending) : ''))
    let waitedMs = 0
    const wait = async (ms: number) => {
      waitedMs += ms
    }
    const service = createWindowsService({ run, host, exists: () => true, wait })
    await service.stop()
    expect([waitedMs, answers]).toEqual([500, []])
    await expect(service.stop()).rejects.toMatchObject({ code: 'SERVICE_REFUSED' })
  })

  test('one that runs may be started, and one that is stopped may be stopped: nothing is asked of the system', async () => {
    const running = stopped.replace('1  STOPPED', '4  RUNNING')
    const [up, down] = [machine(running), machine(stopped)]
    await up.service.start()
    await down.service.stop()
    expect([...up.asked, ...down.asked].filter((line) => !line.startsWith('sc.exe query'))).toEqual([])
  })

  test.each([
    [stopped, 'stopped'],
    // German.
    [
      'SERVICE_NAME: till-agent\n        TYP                : 10  WIN32_OWN_PROCESS\n        STATUS             : 4  RUNNING\n',
      'running',
    ],
    ['', 'absent'],
  ])('%j is told as %s', async (queried, state) => {
    expect(await machine(queried).service.state()).toBe(state)
  })

  test('without the program that speaks to the service manager nothing is installed', async () => {
    const { asked, run } = recorder()
    const service = createWindowsService({ run, host, exists: () => false })
    await expect(service.install(definition)).rejects.toMatchObject({ code: 'SERVICE_REFUSED' })
    expect(asked).toEqual([])
  })
})
