import { readdir, readFile, readlink } from 'node:fs/promises'

/** Of one row of a table such as /proc/net/tcp, as it stands there: addresses in hex, the port behind a colon. */
export interface LinuxSocket {
  local: string
  remote: string
  state: string
  inode: string
}

/** All TCP sockets of this machine, whoever has them. */
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

/** As it stands in the table. */
export function portInHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}

/** The first process that holds one of them. What belongs to another user cannot be looked at. */
export async function ownerOf(sockets: readonly LinuxSocket[]): Promise<number | undefined> {
  const links = new Set(sockets.map(({ inode }) => `socket:[${inode}]`))
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)))
    if (await holdsOne(pid, links)) return Number(pid)
  return undefined
}

async function holdsOne(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  const open = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return targets.some((target) => links.has(target))
}

/** The file that runs: the name a process gives itself may be that of a thread, or made up. */
export async function programFile(pid: number): Promise<string | undefined> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => undefined)
  return file?.replace(/ \(deleted\)$/, '')
}
