import { lstatSync, readFileSync } from 'node:fs'
import { dirname, join, win32 } from 'node:path'
import { z } from 'zod'
import type { Role } from '#core/settings/access.ts'

/** Where the agent that serves all users of the machine is found. */
export interface ServicePlace {
  /** Paths of its control sockets. */
  sockets: Record<Role, string>
  /** Directory in which callers show who they are; absent on Windows, which does not tell who made what. */
  claims?: string
  /** By which callers know it; on Windows alone, where everybody may make a pipe of any name. */
  publicKey?: string
}

const PipeName = z.string().regex(/^\\\\\.\\pipe\\till-agent-[0-9a-f]{32}$/)

/** `service.json`, on Windows. */
export const Announced = z.object({
  sockets: z.object({ administer: PipeName, use: PipeName }),
  publicKey: z.string().max(100),
})

/**
 * The folder of the service for what others have to find: sockets, and on Windows their names.
 *
 * @param env may name another one, for a second service or a test: whoever sets it could start any agent as well
 */
export function serviceFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.TILL_AGENT_SERVICE_DIR) return env.TILL_AGENT_SERVICE_DIR
  if (platform === 'win32') return win32.join(env.ProgramData ?? 'C:\\ProgramData', 'till-agent')
  return platform === 'darwin' ? '/var/run/till-agent' : '/run/till-agent'
}

/** Where socket files are, in the folder of a service. */
export function unixPlaceIn(folder: string): ServicePlace & { claims: string } {
  const socket = (role: Role) => join(folder, `${role}.sock`)
  return { sockets: { administer: socket('administer'), use: socket('use') }, claims: join(folder, 'callers') }
}

export function announcementIn(folder: string): string {
  return join(folder, 'service.json')
}

/** The place of the service of this machine; `undefined` where none has made one that can be trusted. */
export function findServicePlace(folder = serviceFolder(), platform = process.platform): ServicePlace | undefined {
  if (platform !== 'win32') return isServicesOwn(folder) ? unixPlaceIn(folder) : undefined
  try {
    return Announced.parse(JSON.parse(readFileSync(announcementIn(folder), 'utf8')))
  } catch {
    return undefined
  }
}

const writableByOthers = 0o022

/** Whether no user but root, this one, and the one to whom root gave it can put a socket of theirs there (attacks.md T21). */
function isServicesOwn(folder: string): boolean {
  try {
    const [found, parent] = [lstatSync(folder), lstatSync(dirname(folder))]
    if (!found.isDirectory() || (found.mode & writableByOthers) !== 0) return false
    if (found.uid === 0 || found.uid === process.getuid?.()) return true
    return parent.uid === 0 && (parent.mode & writableByOthers) === 0
  } catch {
    return false
  }
}
