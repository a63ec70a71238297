import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

/** Whoever listens on a port, as far as this user may know. Never with what the program was started with: that may hold secrets. */
export interface PortHolder {
  pid?: number
  program?: string
}

const run = promisify(execFile)
const timeoutMs = 2_000

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
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  const inodes = tables.flatMap((table) => listenersIn(table, port))
  if (inodes.length === 0) return undefined
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`))
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (await holdsOne(pid, links)) return { pid: Number(pid), ...named(await programOnLinux(pid)) }
  }
  return {}
}

/** The socket inodes that listen on a port, from a table such as /proc/net/tcp. */
export function listenersIn(table: string, port: number): string[] {
  const localPort = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows.filter(([, local, , state]) => local?.endsWith(localPort) && state === '0A').map((row) => row[9] ?? '')
}

async function holdsOne(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  // What belongs to another user cannot be looked at.
  const open = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return targets.some((target) => links.has(target))
}

/** From the file that runs: the name a process gives itself may be that of a thread. */
async function programOnLinux(pid: string): Promise<string | undefined> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => undefined)
  if (file !== undefined) return basename(file.replace(/ \(deleted\)$/, ''))
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
}

async function holderOnMac(port: number): Promise<PortHolder | undefined> {
  const { stdout } = await run('/usr/sbin/lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeout: timeoutMs,
  })
  return holderInLsof(stdout)
}

/** From `lsof -Fpc`: lines of p<process id> and c<command>. */
export function holderInLsof(output: string): PortHolder | undefined {
  const pid = /^p(\d+)$/m.exec(output)?.[1]
  return pid === undefined ? undefined : { pid: Number(pid), ...named(/^c(.+)$/m.exec(output)?.[1]) }
}

async function holderOnWindows(port: number): Promise<PortHolder | undefined> {
  const options = { timeout: timeoutMs, windowsHide: true }
  const pid = pidInNetstat((await run('netstat', ['-ano'], options)).stdout, port)
  if (pid === undefined) return undefined
  const tasks = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], options).catch(() => undefined)
  return { pid, ...named(tasks && programInTasklist(tasks.stdout)) }
}

/** From `netstat -ano`. The word for LISTENING is translated; a foreign address with port 0 is not. */
export function pidInNetstat(output: string, port: number): number | undefined {
  const rows = output.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  const row = rows.find(([, local, foreign]) => local?.endsWith(`:${port}`) && foreign?.endsWith(':0'))
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
