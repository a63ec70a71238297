import { existsSync } from 'node:fs'
import { win32 } from 'node:path'
import { windowsCommand } from '#adapters/system/systemCommand.ts'
import { Fault } from '#core/base/fault.ts'
import { type Run, runServiceCommand } from './serviceCommand.ts'
import { type ServiceManager, serveArguments, serviceName, untilStopped } from './serviceManager.ts'

interface Deps {
  run?: Run
  env?: NodeJS.ProcessEnv
  /** The program that speaks to the service control manager and runs the agent: `build/windows/service.c`. */
  host?: string
  exists?: (path: string) => boolean
  wait?: (ms: number) => Promise<unknown>
}

/** Of users, by their ids, since their names are translated (MS-DTYP 2.4.2.4). */
const [system, administrators, users] = ['*S-1-5-18', '*S-1-5-32-544', '*S-1-5-32-545']

/**
 * The agent as a Windows service of the account LocalSystem, whose Credential Manager keeps the secrets. Programs of users may find
 * it by the public files of its folder, and read nothing else there.
 */
export function createWindowsService(deps: Deps = {}): ServiceManager {
  const { run = runServiceCommand, env = process.env, exists = existsSync, wait } = deps
  const { host = win32.join(win32.dirname(process.execPath), 'till-agent-service.exe') } = deps
  const sc = (...args: string[]) => run(windowsCommand('sc.exe', env), args)
  const folder = win32.join(env.ProgramData ?? 'C:\\ProgramData', 'till-agent')
  const dataDir = win32.join(folder, 'data')
  const manager: ServiceManager = {
    usualVault: 'keychain',
    async install(definition) {
      const { program, provisioning } = definition
      await protect(folder, dataDir, run, env)
      const args = serveArguments(definition, { dataDir, vaultKey: win32.join(dataDir, 'vault-key'), provisioning })
      const binPath = [host, ...program, ...args].map(quoted).join(' ')
      const isThere = (await manager.state()) !== 'absent'
      if (isThere) await manager.stop().catch(() => {})
      // `sc` takes each value as a word of its own after the equals sign.
      await sc(
        isThere ? 'config' : 'create',
        serviceName,
        'binPath=',
        binPath,
        'start=',
        'auto',
        'DisplayName=',
        'Till Agent',
      )
      await sc('description', serviceName, 'Keeps the cloud secrets of this till and serves its checkout software.')
      // Pauses between starts grow; an hour without a failure begins the row anew.
      await sc('failure', serviceName, 'reset=', '3600', 'actions=', 'restart/2000/restart/30000/restart/300000')
      await sc('failureflag', serviceName, '1')
      await sc('start', serviceName)
    },
    async remove() {
      if ((await manager.state()) === 'absent') return
      await manager.stop().catch(() => {})
      await sc('delete', serviceName)
    },
    async start() {
      if ((await manager.state()) !== 'running') await sc('start', serviceName)
    },
    async stop() {
      if ((await manager.state()) === 'stopped') return
      await sc('stop', serviceName)
      await untilStopped(manager, wait)
    },
    async state() {
      const queried = await sc('query', serviceName).catch(() => '')
      return stateIn(queried)
    },
  }
  if (exists(host)) return manager
  return { ...manager, install: () => Promise.reject(missing(host)) }
}

function missing(host: string): Fault {
  const remedy = 'Install the till agent with its set-up, for all users.'
  return new Fault('SERVICE_REFUSED', `${host} is missing, which runs the agent as a service.`, undefined, remedy)
}

/** The folder itself is public, as `port.json` and the names of the pipes are; what is in `data` is not. */
async function protect(folder: string, dataDir: string, run: Run, env: NodeJS.ProcessEnv): Promise<void> {
  const icacls = windowsCommand('icacls.exe', env)
  const own = [`${system}:(OI)(CI)F`, `${administrators}:(OI)(CI)F`]
  await run(windowsCommand('cmd.exe', env), ['/d', '/c', `if not exist "${dataDir}" mkdir "${dataDir}"`])
  await run(icacls, [folder, '/inheritance:r', '/grant:r', ...own, `${users}:(OI)(CI)RX`])
  await run(icacls, [dataDir, '/inheritance:r', '/grant:r', ...own])
}

/** @param queried by `sc query`: the second number in the answer is the state, whatever the words before it (winsvc.h) */
export function stateIn(queried: string): 'absent' | 'stopped' | 'running' {
  const facts = queried.split('\n').filter((line) => /^\s/.test(line))
  const numbers = facts.map((fact) => Number.parseInt(fact.split(':')[1] ?? '', 10))
  const [, state] = numbers.filter((number) => !Number.isNaN(number))
  if (state === undefined) return 'absent'
  return state === 1 ? 'stopped' : 'running'
}

/** One word of a command line, as programs of Windows read it (CommandLineToArgvW). */
function quoted(word: string): string {
  if (/^[\w.:\\/-]+$/.test(word)) return word
  const parts = word.split('"').map((part) => part + '\\'.repeat(backslashesAtEnd(part)))
  return `"${parts.join('\\"')}"`
}

/** Those count double before a quotation mark. */
function backslashesAtEnd(text: string): number {
  let count = 0
  while (text.at(-1 - count) === '\\') count += 1
  return count
}
