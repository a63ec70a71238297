import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises'
import { uptime } from 'node:os'
import type { LocalConnection, Program, ProgramState } from '#core/clients/peers.ts'
import { type LinuxSocket, linuxSockets, portInHex } from './linuxSockets.ts'
import { identityOf, isRunning } from './processIdentity.ts'

/** An open file of a process, which is one end of the connection. */
interface Holder {
  pid: number
  fd: string
}

/** Of a second, in which /proc counts for every program (proc_pid_stat(5), sysconf(_SC_CLK_TCK)). */
const ticksPerSecond = 100
/** /proc/uptime is rounded to 10 ms, and so is the start of a process. */
const toleranceMs = 20

/**
 * The program at the other end, where it is certain. A socket is handed to another process by fork, by exec or over a
 * unix socket, and a file is shown under another's path by a mount of its own: any of these makes it uncertain.
 */
export async function peerOnLinux(connection: LocalConnection): Promise<Program | undefined> {
  const links = new Set(peerEndsIn(await linuxSockets(), connection).map(({ inode }) => `socket:[${inode}]`))
  const [holder, ...others] = links.size === 0 ? [] : await holdersOf(links)
  if (!holder || new Set([holder, ...others].map(({ pid }) => pid)).size > 1) return undefined
  const identity = identityOf(holder.pid)
  const path = await ownProgramFile(holder.pid)
  if (!identity || path === undefined || isYoungerThan(connection, Number(identity.startedAt))) return undefined
  // Asked last: had the process become this program after it connected, its socket would have been closed or be marked.
  if (!(await isOfThisProgram(holder, links)) || !isRunning(identity)) return undefined
  return { pid: identity.pid, path, startedAt: identity.startedAt }
}

export async function stateOnLinux({ pid, path, startedAt = '' }: Program): Promise<ProgramState> {
  if (!isRunning({ pid, startedAt })) return 'ended'
  return (await ownProgramFile(pid)) === path ? 'unchanged' : 'another-program'
}

/** Loopback addresses in /proc/net/tcp on little-endian processors. The second is IPv4 on an IPv6 socket. */
const loopback = {
  IPv4: ['0100007F', '0000000000000000FFFF00000100007F'],
  IPv6: ['00000000000000000000000001000000'],
}

/** The peer's established sockets of this connection. */
export function peerEndsIn(
  sockets: readonly LinuxSocket[],
  connection: Omit<LocalConnection, 'openedAtMs'>,
): LinuxSocket[] {
  const { family, peerPort, ownPort } = connection
  const isAt = (end: string, port: number) =>
    loopback[family].some((address) => end === `${address}:${portInHex(port)}`)
  return sockets.filter(({ local, remote, state }) => state === '01' && isAt(local, peerPort) && isAt(remote, ownPort))
}

/** Every open file that is one of these, of all processes that this user may see. */
async function holdersOf(links: ReadonlySet<string>): Promise<Holder[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found: Holder[] = []
  for (const pid of pids) {
    const open = await readdir(`/proc/${pid}/fd`).catch(() => [])
    const targets = await Promise.all(open.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
    found.push(...open.filter((_, at) => links.has(targets[at] ?? '')).map((fd) => ({ pid, fd })))
  }
  return found
}

/** A process that was forked after the connection was made did not make it. */
function isYoungerThan({ openedAtMs }: LocalConnection, startedAtTicks: number): boolean {
  const openedSinceBootMs = uptime() * 1_000 - (performance.now() - openedAtMs)
  return (startedAtTicks * 1_000) / ticksPerSecond > openedSinceBootMs + toleranceMs
}

/** O_CLOEXEC of fcntl.h, octal as in fdinfo: exec(2) closes such a file, so what has it open is the program that opened it. */
const closeOnExec = 0o2_000_000

async function isOfThisProgram({ pid, fd }: Holder, links: ReadonlySet<string>): Promise<boolean> {
  const info = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '')
  const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0', 8)
  const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')
  return (flags & closeOnExec) !== 0 && links.has(target)
}

/**
 * The file of a process's program, where the file of that path is the one that runs. In a container, or behind a mount
 * that only that process sees, the path may be any.
 */
async function ownProgramFile(pid: number): Promise<string | undefined> {
  try {
    const path = await readlink(`/proc/${pid}/exe`)
    const [running, named] = await Promise.all([stat(`/proc/${pid}/exe`), lstat(path)])
    return running.ino === named.ino && running.dev === named.dev ? path : undefined
  } catch {
    return undefined
  }
}
