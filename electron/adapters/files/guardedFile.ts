import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { decodeText } from './decodeText.ts'

/**
 * Whom a file with power over the agent may belong to. Root can read and write everything anyway. `anybody`: what is in the file
 * is not believed for where it lies.
 */
type Owner = 'this-user-or-root' | 'root' | 'anybody'

type Unusable =
  /** @property code the system's, such as ENOENT */
  | { outcome: 'unreadable'; code: string }
  /** @property reason begins with "it" @property remedy a sentence, with the command that mends it where there is one */
  | { outcome: 'refused'; reason: string; remedy: string }

interface Access {
  /** Whether every user of the machine may read it. */
  isWorldReadable: boolean
}

export type GuardedFile = ({ outcome: 'bytes'; bytes: Buffer } & Access) | Unusable
export type GuardedText = ({ outcome: 'text'; text: string } & Access) | Unusable

export interface Rules {
  maxBytes: number
  owner: Owner
  /** `true` unless given. `false` for a folder that another user writes: a link there may lead anywhere. */
  followsLinks?: boolean
}

/** As `readGuardedFile`, in whatever encoding editors and shells save a text. */
export function readGuardedText(path: string, rules: Rules): GuardedText {
  const file = readGuardedFile(path, rules)
  if (file.outcome !== 'bytes') return file
  const decoded = decodeText(file.bytes)
  if (decoded.outcome === 'text') return { ...decoded, isWorldReadable: file.isWorldReadable }
  return refusal(decoded.reason, 'Open it in an editor and save it as UTF-8.')
}

/**
 * Reads a file that has power over the agent: its settings, its secrets, whom it trusts. Whoever can write such a file can
 * have the secrets sent to himself, so it must be out of reach for other users, as sshd asks of its keys (StrictModes,
 * CWE-732). Only plain files are opened for long: a pipe would hold up the agent, a device never ends.
 */
export function readGuardedFile(path: string, { maxBytes, owner, followsLinks = true }: Rules): GuardedFile {
  let file: number | undefined
  try {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    // Opening a pipe would wait for its writer.
    file = openSync(path, O_RDONLY | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
    const stats = fstatSync(file)
    const refused = refusalOfKind(stats, owner) ?? refusalOfAccess(path, stats, owner)
    if (refused) return refused
    const bytes = readUpTo(file, maxBytes + 1)
    if (bytes.length <= maxBytes) return { outcome: 'bytes', bytes, isWorldReadable: isWorldReadable(stats) }
    return refusal(`it is larger than ${sizeText(maxBytes)}`, 'Check that it is the right file.')
  } catch (thrown) {
    return { outcome: 'unreadable', code: (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN' }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function refusalOfKind(stats: Stats, owner: Owner): Unusable | undefined {
  if (stats.isFile()) return undefined
  const kind = stats.isDirectory() ? 'a folder' : 'a pipe or a device'
  const others = owner === 'anybody' ? '.' : '; a secret may also come from a variable or standard input.'
  return refusal(`it is ${kind}, not a file`, `Name a file${others}`)
}

/** Windows has access control lists in place of owner and mode: there the folder's rights decide. */
function refusalOfAccess(path: string, stats: Stats, owner: Owner): Unusable | undefined {
  if (owner === 'anybody' || process.getuid === undefined) return undefined
  const own = owner === 'root' ? 0 : process.getuid()
  const folders = new Set([dirname(path), dirname(realpathSync(path))])
  return (
    refusalOf(path, 'it', stats, own) ??
    [...folders]
      .map((folder) => refusalOf(folder, `its folder "${folder}"`, lstatSync(realpathSync(folder)), own))
      .find((found) => found !== undefined)
  )
}

/** On Windows the rights of the folder decide about this, too. */
function isWorldReadable({ mode }: Stats): boolean {
  return process.getuid !== undefined && (mode & constants.S_IROTH) !== 0
}

const writableByOthers = 0o022
/** In a folder such as /tmp, only the owner of a file can replace it. */
const stickyBit = 0o1000

function refusalOf(path: string, name: string, { mode, uid }: Stats, own: number): Unusable | undefined {
  if (uid !== own && uid !== 0)
    return refusal(`${name} belongs to another user`, `Make it your own: sudo chown ${own} ${shellWord(path)}`)
  const isShared = (mode & writableByOthers) !== 0 && !(isFolder(mode) && (mode & stickyBit) !== 0)
  return isShared
    ? refusal(`${name} can be written by others than its owner`, `Run: chmod go-w ${shellWord(path)}`)
    : undefined
}

function isFolder(mode: number): boolean {
  return (mode & constants.S_IFMT) === constants.S_IFDIR
}

/** Goes by what was read: a file may grow, and some of the system's say that they are empty. */
function readUpTo(file: number, maxBytes: number): Buffer {
  const bytes = Buffer.alloc(maxBytes)
  let length = 0
  while (length < maxBytes) {
    const read = readSync(file, bytes, length, maxBytes - length, null)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function refusal(reason: string, remedy: string): Unusable {
  return { outcome: 'refused', reason, remedy }
}

function sizeText(bytes: number): string {
  return bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`
}

/** As one word of a shell command. */
export function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
