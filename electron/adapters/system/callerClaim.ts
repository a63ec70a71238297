import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
} from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { randomHex } from '#core/base/random.ts'
import { withinTime } from '#core/base/withinTime.ts'
import { systemClock } from './systemClock.ts'

/**
 * How a caller over a socket shows which user of the system it is, where Node tells no peer credentials (SO_PEERCRED): it makes a
 * directory of a name that nobody can guess, in one that takes directories from everybody and lists none, and the system says
 * whose it is. A directory and no file, because a file of somebody else could be linked there.
 */
export interface CallerClaim {
  /** For the one who is called. */
  name: string
  withdraw(): void
}

const claimName = /^[0-9a-f]{64}$/

/** @param directory of the one who is called, as `openClaims` makes it @throws a system error */
export function makeClaim(directory: string): CallerClaim {
  const name = randomHex({ bytes: randomBytes }, 32)
  const path = join(directory, name)
  mkdirSync(path, { mode: 0o700 })
  return {
    name,
    withdraw: () => tryRemove(path),
  }
}

/** Everybody may make entries, nobody may list them, and nobody may remove another's. */
const claimsMode = 0o1733

/** For the one who is called. @throws a system error */
export function openClaims(directory: string): void {
  closeClaims(directory)
  mkdirSync(directory)
  chmodSync(directory, claimsMode)
}

/** A claim that its user has put something into stays, and keeps nobody from making the directory anew. */
export function closeClaims(directory: string): void {
  try {
    const old = `${directory}.${randomHex({ bytes: randomBytes }, 8)}`
    renameSync(directory, old)
    chmodSync(old, 0o700)
    // Not as a tree: what is in a claim is its user's.
    for (const name of readdirSync(old)) tryRemove(join(old, name))
    tryRemove(old)
  } catch {
    // There is none.
  }
}

function tryRemove(directory: string): void {
  try {
    rmdirSync(directory)
  } catch {
    // Not empty, or removed meanwhile.
  }
}

/** Tells who owns a directory; `undefined` when there is none, or something is mounted there. */
export type LookAtOwner = (directory: string, path: string) => Promise<number | undefined>

/**
 * Id of the user who made a claim; `undefined` when there is none of that name. A user may mount a file system of their own (FUSE) on
 * their claim, which answers for any owner, or never: it is not asked.
 */
export async function claimantOf(
  directory: string,
  name: string | undefined,
  look: LookAtOwner = process.platform === 'linux' ? ownerByMount : ownerInTime,
): Promise<number | undefined> {
  if (name === undefined || !claimName.test(name)) return undefined
  try {
    return await look(directory, join(directory, name))
  } catch {
    return undefined
  }
}

/** Linux: a file that is only pointed at. Opening one asks no file system (open(2), O_PATH), and Node does not name it. */
const pathOnly = 0o10000000
const directoryItself = constants.O_DIRECTORY | constants.O_NOFOLLOW

/** Linux: asks the system which mount the entry is of before anything is asked of that mount, and both of one descriptor. */
export const ownerByMount: LookAtOwner = async (directory, path) =>
  withDescriptor(directory, (own) =>
    withDescriptor(path, (claim) => (mountOf(claim) === mountOf(own) ? fstatSync(claim).uid : undefined)),
  )

function withDescriptor<Result>(path: string, act: (descriptor: number) => Result): Result {
  const descriptor = openSync(path, pathOnly | directoryItself)
  try {
    return act(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** @throws without /proc */
function mountOf(descriptor: number): string {
  const [, id] = /^mnt_id:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? []
  if (id === undefined) throw new Error('The system names no mount')
  return id
}

const lookTimeoutMs = 2_000
/** Each that hangs holds one of Node's four threads for files. Whose it is cannot be known, so the limit is for all users together. */
const maxLooks = 2
let looks = 0

/** macOS: looks beside the event loop, waits for so long only, and takes nothing that is of another device. */
export const ownerInTime: LookAtOwner = async (directory, path) => {
  if (looks >= maxLooks) return undefined
  looks += 1
  const looking = Promise.all([lstat(path), lstat(directory)]).finally(() => {
    looks -= 1
  })
  // It may fail after its time.
  looking.catch(() => {})
  return withinTime<number | undefined>(
    systemClock,
    lookTimeoutMs,
    looking.then(([claim, own]) => (claim.isDirectory() && claim.dev === own.dev ? claim.uid : undefined)),
    () => undefined,
  )
}
