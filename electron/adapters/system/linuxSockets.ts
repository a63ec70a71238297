import { readdir, readFile, readlink } from 'node:fs/promises'

/** One row of /proc/net/tcp or tcp6. Addresses are in hex, with the port after a colon. */
export interface LinuxSocket {
  local: string
  remote: string
  state: string
  inode: string
}

/** The TCP sockets of all users of this machine. */
export async function linuxSockets(): Promise<LinuxSocket[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  return tables.flatMap(socketsIn)
}

export function socketsIn(table: string): LinuxSocket[] {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows
    .slice(1)
    .map(([, local = '', remote = '', state = '', , , , , , inode = '']) => ({ local, remote, state, inode }))
}

/** A port as the table writes it. */
export function portInHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}

/** Id of the first process that holds one of these sockets. Processes of other users are not visible. */
export async function ownerOf(sockets: readonly LinuxSocket[]): Promise<number | undefined> {
  const links = new Set(sockets.map(({ inode }) => `socket:[${inode}]`))
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if (await holdsAny(pid, links)) return Number(pid)
  return undefined
}

async function holdsAny(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  const open = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return targets.some((target) => links.has(target))
}

/** The executable of a process. Its name in /proc may be that of a thread, or made up. */
export async function programFile(pid: number): Promise<string | undefined> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => undefined)
  return file?.replace(/ \(deleted\)$/, '')
}
