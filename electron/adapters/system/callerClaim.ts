import { randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomHex } from '#core/base/random.ts'

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

/** Id of the user who made a claim; `undefined` when there is none of that name. */
export function claimantOf(directory: string, name: string | undefined): number | undefined {
  if (name === undefined || !claimName.test(name)) return undefined
  const found = lstatSync(join(directory, name), { throwIfNoEntry: false })
  return found?.isDirectory() ? found.uid : undefined
}
