import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type LinuxSocket, linuxSockets, ownerOf, portInHex, programFile } from './linuxSockets.ts'
import { lsof, netstat, netstatRows, printedBy, windowsCommand } from './systemCommand.ts'

/** Whoever listens on a port, as far as this user may know. Never with what the program was started with: that may hold secrets. */
export interface PortHolder {
  pid?: number
  program?: string
}

/** `undefined` when nobody listens there or it cannot be told. Never fails: it is only asked for a better message. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  try {
    if (process.platform === 'linux') return await holderOnLinux(port)
    if (process.platform === 'darwin') return await holderOnMac(port)
    if (process.platform === 'win32') return await holderOnWindows(port)
  } catch {
    // Then it cannot be told.
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
  return holderInLsof(await printedBy(lsof, ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']))
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
  const tasks = await printedBy(windowsCommand('tasklist.exe'), args).catch(() => '')
  return { pid, ...named(programInTasklist(tasks)) }
}

/** From `netstat -ano`. The word for LISTENING is translated; a foreign address with port 0 is not. */
export function pidInNetstat(output: string, port: number): number | undefined {
  const row = netstatRows(output).find(([, local, foreign]) => local?.endsWith(`:${port}`) && foreign?.endsWith(':0'))
  const pid = Number(row?.at(-1))
  return Number.isInteger(pid) ? pid : undefined
}

/** From `tasklist /FO CSV /NH`, whose first column is the program. */
export function programInTasklist(output: string): string | undefined {
  return /^"([^"]+)","\d+"/m.exec(output)?.[1]
}

function named(program: string | undefined): { program?: string } {
  return program ? { program } : {}
}
