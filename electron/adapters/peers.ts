import type { LocalConnection, Peers, Program } from '../core/peers.ts'
import { type LinuxSocket, linuxSockets, ownerOf, portInHex, programFile } from './linuxSockets.ts'
import { lsof, netstat, netstatRows, printedBy, windowsCommand } from './systemCommand.ts'

/** Asks the system who is at the other end, for a person to read: it may not know, and a script is its interpreter. */
export const systemPeers: Peers = {
  async programAt(connection) {
    try {
      if (process.platform === 'linux') return await peerOnLinux(connection)
      if (process.platform === 'darwin') return await peerOnMac(connection)
      if (process.platform === 'win32') return await peerOnWindows(connection)
    } catch {
      // Then it cannot be told.
    }
    return undefined
  },
}

async function peerOnLinux(connection: LocalConnection): Promise<Program | undefined> {
  const ends = peerEndsIn(await linuxSockets(), connection)
  const pid = ends.length === 0 ? undefined : await ownerOf(ends)
  return pid === undefined ? undefined : programOf(pid, await programFile(pid))
}

/** As Linux writes them on the processors there are tills with; the last one is an IPv4 connection of an IPv6 socket. */
const loopback = {
  IPv4: ['0100007F', '0000000000000000FFFF00000100007F'],
  IPv6: ['00000000000000000000000001000000'],
}

/** The peer's ends, established, of this one connection. */
export function peerEndsIn(sockets: readonly LinuxSocket[], connection: LocalConnection): LinuxSocket[] {
  const { family, peerPort, ownPort } = connection
  const isAt = (end: string, port: number) =>
    loopback[family].some((address) => end === `${address}:${portInHex(port)}`)
  return sockets.filter(({ local, remote, state }) => state === '01' && isAt(local, peerPort) && isAt(remote, ownPort))
}

/** As lsof and netstat write it. */
function addressOf({ family }: LocalConnection, port: number): string {
  return family === 'IPv4' ? `127.0.0.1:${port}` : `[::1]:${port}`
}

async function peerOnMac(connection: LocalConnection): Promise<Program | undefined> {
  const args = ['-nP', `-iTCP:${connection.peerPort}`, '-sTCP:ESTABLISHED', '-Fpn']
  const pid = peerInLsof(await printedBy(lsof, args), connection)
  if (pid === undefined) return undefined
  const texts = await printedBy(lsof, ['-a', '-p', String(pid), '-d', 'txt', '-Fn']).catch(() => '')
  return programOf(pid, fileInLsof(texts))
}

/** From `lsof -Fpn`: a line p<process id>, then one n<local>-><remote> for each of its sockets. */
export function peerInLsof(output: string, connection: LocalConnection): number | undefined {
  const ends = `n${addressOf(connection, connection.peerPort)}->${addressOf(connection, connection.ownPort)}`
  let pid: number | undefined
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    if (line === ends) return pid
  }
  return undefined
}

/** From `lsof -d txt -Fn`: of the files that are mapped to be run, the program comes first. */
export function fileInLsof(output: string): string | undefined {
  return /^n(\/.+)$/m.exec(output)?.[1]
}

async function peerOnWindows(connection: LocalConnection): Promise<Program | undefined> {
  const pid = peerInNetstat(await netstat(), connection)
  if (pid === undefined) return undefined
  const shell = windowsCommand('WindowsPowerShell\\v1.0\\powershell.exe')
  const script = `[Console]::OutputEncoding = [Text.Encoding]::UTF8; (Get-Process -Id ${pid}).Path`
  const path = await printedBy(shell, ['-NoProfile', '-NonInteractive', '-Command', script]).catch(() => '')
  return programOf(pid, path.trim())
}

export function peerInNetstat(output: string, connection: LocalConnection): number | undefined {
  const local = addressOf(connection, connection.peerPort)
  const foreign = addressOf(connection, connection.ownPort)
  const row = netstatRows(output).find((cells) => cells[0] === 'TCP' && cells[1] === local && cells[2] === foreign)
  const pid = Number(row?.at(-1))
  return Number.isInteger(pid) ? pid : undefined
}

function programOf(pid: number, path: string | undefined): Program {
  return { pid, ...(path && { path }) }
}
