import { lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { identityOf, isRunning } from './processIdentity.ts'
import { writePublicFile } from './wholeFile.ts'

const Announcement = z.looseObject({
  port: z.int(),
  version: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  pid: z.int().positive(),
  /** In ticks since the machine started, where the system tells; a later process with the same id has another. */
  pidStartedAt: z.string().optional(),
})
/** Where the POS API is. No secret is in it, and none may be: everybody can read it. */
export type Announcement = z.infer<typeof Announcement>

interface PortFile {
  /** `undefined` when there is no place for it. */
  path: string | undefined
  /** Removes the file, unless another agent has announced itself since. */
  remove(): void
}

const fileName = 'port.json'
const writableByOthers = 0o022

/** The folders that programs look in, first the one for all users of the machine, then the one for this user. */
export function announcementFolders(env = process.env, platform = process.platform): string[] {
  const name = 'till-agent'
  const home = env.HOME ?? homedir()
  const of = (...parents: (string | undefined)[]) => parents.flatMap((parent) => (parent ? [join(parent, name)] : []))
  if (platform === 'win32') return of(env.ProgramData, env.LOCALAPPDATA)
  if (platform === 'darwin') return of('/Library/Application Support', join(home, 'Library', 'Application Support'))
  // systemd names the folder that it has made for the service, which alone may write there (systemd.exec(5)).
  const [ofService] = (env.RUNTIME_DIRECTORY ?? '').split(':')
  return [...(ofService ? [ofService] : of('/run')), ...of(env.XDG_RUNTIME_DIR)]
}

/** Announces the POS API of this process in the first folder that takes the file. An agent without one serves all the same. */
export function announcePort(port: number, version: string, folders = announcementFolders()): PortFile {
  const pidStartedAt = identityOf(process.pid)?.startedAt
  const startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString()
  const own: Announcement = { port, version, startedAt, pid: process.pid, ...(pidStartedAt && { pidStartedAt }) }
  const path = firstWritten(folders, own)
  const remove = () => {
    if (path !== undefined && readAnnouncement(path)?.pid === process.pid) rmSync(path, { force: true })
  }
  return { path, remove }
}

/** `undefined` when no agent has announced itself there, or the one that did is gone. */
export function readAnnouncement(path: string): Announcement | undefined {
  try {
    const read = Announcement.parse(JSON.parse(readFileSync(path, 'utf8')))
    return runs(read) ? read : undefined
  } catch {
    return undefined
  }
}

function firstWritten(folders: readonly string[], own: Announcement): string | undefined {
  for (const folder of folders) {
    const path = writeInto(folder, own)
    if (path !== undefined) return path
  }
  return undefined
}

function writeInto(folder: string, own: Announcement): string | undefined {
  const path = join(folder, fileName)
  try {
    makePublicFolder(folder)
    // The till that was there first stays the one that is found.
    if ((readAnnouncement(path)?.pid ?? own.pid) !== own.pid) return undefined
    writePublicFile(path, `${JSON.stringify(own)}\n`)
    return path
  } catch {
    return undefined
  }
}

/** @throws a system error, or when others could put a file of theirs in place of ours (attacks.md T21) */
function makePublicFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o755 })
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
  const stats = lstatSync(folder)
  // Windows has access control lists in place of owner and mode.
  const isOthers =
    process.platform !== 'win32' && (stats.uid !== process.getuid?.() || (stats.mode & writableByOthers) !== 0)
  if (!stats.isDirectory() || isOthers) throw new Error(`${folder} is not this user's alone`)
}

function runs({ pid, pidStartedAt }: Announcement): boolean {
  if (pidStartedAt !== undefined) return isRunning({ pid, startedAt: pidStartedAt })
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // It runs, and belongs to another user.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}
