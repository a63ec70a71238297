import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type LinuxSocket, linuxSockets, ownerOf, portInHex, programFile } from './linuxSockets.ts'
import { lsof, netstat, netstatRows, outputOf, powerShell, windowsCommand } from './systemCommand.ts'

/** The process that listens on a port, as far as this user can see. Without its arguments, which may hold secrets. */
export interface PortHolder {
  pid?: number
  program?: string
}

/** `undefined` when no process listens there, or the system does not tell. Never throws: it only improves a message. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  try {
    if (process.platform === 'linux') return await holderOnLinux(port)
    if (process.platform === 'darwin') return await holderOnMac(port)
    if (process.platform === 'win32') return await holderOnWindows(port)
  } catch {
    // The holder stays unknown.
  }
  return undefined
}

async function holderOnLinux(port: number): Promise<PortHolder | undefined> {
  const listeners = listenersIn(await linuxSockets(), port)
  if (listeners.length === 0) return undefined
  const pid = await ownerOf(listeners)
  return pid === undefined ? {} : { pid, ...named(await programOnLinux(pid)) }
}

export function listenersIn(sockets: readonly LinuxSocket[], port: number): LinuxSocket[] {
  return sockets.filter(({ local, state }) => state === '0A' && local.endsWith(`:${portInHex(port)}`))
}

async function programOnLinux(pid: number): Promise<string | undefined> {
  const file = await programFile(pid)
  if (file !== undefined) return basename(file)
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
}

async function holderOnMac(port: number): Promise<PortHolder | undefined> {
  return holderInLsof(await outputOf(lsof, ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']))
}

/** From `lsof -Fpc`: lines of p<process id> and c<command>. */
export function holderInLsof(output: string): PortHolder | undefined {
  const pid = /^p(\d+)$/m.exec(output)?.[1]
  return pid === undefined ? undefined : { pid: Number(pid), ...named(/^c(.+)$/m.exec(output)?.[1]) }
}

async function holderOnWindows(port: number): Promise<PortHolder | undefined> {
  const pid = pidInNetstat(await netstat(), port)
  if (pid === undefined) return undefined
  const args = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']
  const tasks = await outputOf(windowsCommand('tasklist.exe'), args).catch(() => '')
  return { pid, ...named(programInTasklist(tasks) ?? (await programByPowerShell(pid))) }
}

/** From `netstat -ano`. The word for LISTENING is translated; a foreign address with port 0 is not. */
export function pidInNetstat(output: string, port: number): number | undefined {
  const row = netstatRows(output).find(([, local, foreign]) => local?.endsWith(`:${port}`) && foreign?.endsWith(':0'))
  const pid = Number(row?.at(-1))
  return Number.isInteger(pid) ? pid : undefined
}

/**
 * From `tasklist /FO CSV /NH`, whose first column is the program. It writes the OEM code page, so a name with other letters
 * than ASCII cannot be told from it.
 */
export function programInTasklist(output: string): string | undefined {
  const name = /^"([^"]+)","\d+"/m.exec(output)?.[1]
  return name?.includes('\u{FFFD}') ? undefined : name
}

async function programByPowerShell(pid: number): Promise<string | undefined> {
  return (await powerShell(`(Get-Process -Id ${pid}).ProcessName`).catch(() => '')).trim()
}

function named(program: string | undefined): { program?: string } {
  return program ? { program } : {}
}
