import type { LocalConnection, Peers, Program, ProgramState } from '#core/clients/peers.ts'
import { peerOnLinux, stateOnLinux } from './linuxPeer.ts'
import { lsof, netstat, netstatRows, outputOf, powerShell } from './systemCommand.ts'

type Ends = Omit<LocalConnection, 'openedAtMs'>

/** Asks the system for the program at the other end, for a person to read. For a script, that is its interpreter. */
export const systemPeers: Peers = {
  async programAt(connection) {
    try {
      if (process.platform === 'linux') return await peerOnLinux(connection)
      return notYounger(await processAt(connection), connection)
    } catch {
      return undefined
    }
  },

  async stateOf(program) {
    try {
      if (process.platform === 'linux') return await stateOnLinux(program)
      return stateFrom(program, await processOf(program.pid))
    } catch {
      return 'unknown'
    }
  },
}

async function processAt(connection: LocalConnection): Promise<Program | undefined> {
  const [pid, ...others] = await holdersOf(connection)
  return pid === undefined || others.length > 0 ? undefined : processOf(pid)
}

async function holdersOf(connection: LocalConnection): Promise<number[]> {
  if (process.platform === 'win32') return peersInNetstat(await netstat(), connection)
  const args = ['-nP', `-iTCP:${connection.peerPort}`, '-sTCP:ESTABLISHED', '-Fpn']
  return peersInLsof(await outputOf(lsof, args), connection)
}

function processOf(pid: number): Promise<Program | undefined> {
  return process.platform === 'win32' ? processOnWindows(pid) : processOnMac(pid)
}

/**
 * A process that started after the connection was made did not make it: it has inherited the socket, or got the id of one
 * that has ended. By the wall clock, which only an administrator sets.
 */
export function notYounger(found: Program | undefined, { openedAtMs }: Pick<LocalConnection, 'openedAtMs'>) {
  const startedAt = Number(found?.startedAt)
  const openedAt = Date.now() - (performance.now() - openedAtMs)
  return startedAt <= openedAt ? found : undefined
}

export function stateFrom(before: Program, now: Program | undefined): ProgramState {
  if (!now || now.startedAt !== before.startedAt) return 'ended'
  return now.path === before.path ? 'unchanged' : 'another-program'
}

/** The address of a port as lsof and netstat write it. */
function addressOf({ family }: Ends, port: number): string {
  return family === 'IPv4' ? `127.0.0.1:${port}` : `[::1]:${port}`
}

async function processOnMac(pid: number): Promise<Program | undefined> {
  const env = { ...process.env, LC_ALL: 'C' }
  const started = await outputOf('/bin/ps', ['-p', String(pid), '-o', 'lstart='], { env }).catch(() => '')
  const texts = await outputOf(lsof, ['-a', '-p', String(pid), '-d', 'txt', '-Fn']).catch(() => '')
  return programOf(pid, String(Date.parse(started.trim())), fileInLsof(texts))
}

/** From `lsof -Fpn`: a line p<process id>, then one n<local>-><remote> for each of its sockets. */
export function peersInLsof(output: string, connection: Ends): number[] {
  const ends = `n${addressOf(connection, connection.peerPort)}->${addressOf(connection, connection.ownPort)}`
  const found = new Set<number>()
  let pid = Number.NaN
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    if (line === ends && Number.isInteger(pid)) found.add(pid)
  }
  return [...found]
}

/** From `lsof -d txt -Fn`, which lists the program before its libraries. */
export function fileInLsof(output: string): string | undefined {
  return /^n(\/.+)$/m.exec(output)?.[1]
}

async function processOnWindows(pid: number): Promise<Program | undefined> {
  const script = [
    `$found = Get-Process -Id ${pid}`,
    '([DateTimeOffset]$found.StartTime).ToUnixTimeMilliseconds()',
    '$found.Path',
  ].join('; ')
  const output = await powerShell(script)
  const [startedAt = '', path = ''] = output.split(/\r?\n/).map((line) => line.trim())
  return programOf(pid, startedAt, path)
}

/** From `netstat -ano`. */
export function peersInNetstat(output: string, connection: Ends): number[] {
  const local = addressOf(connection, connection.peerPort)
  const foreign = addressOf(connection, connection.ownPort)
  const rows = netstatRows(output).filter((cells) => cells[0] === 'TCP' && cells[1] === local && cells[2] === foreign)
  return [...new Set(rows.map((cells) => Number(cells.at(-1))))].filter((pid) => Number.isInteger(pid))
}

/** @param startedAt milliseconds since 1970; any other text when the system does not tell */
function programOf(pid: number, startedAt: string, path: string | undefined): Program | undefined {
  return path && /^\d+$/.test(startedAt) ? { pid, path, startedAt } : undefined
}
