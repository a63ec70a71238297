import { isUtf8 } from 'node:buffer'
import { constants, type PathLike, type Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from '#adapters/system/fsync.ts'
import { writeFailure } from '#adapters/system/systemError.ts'
import { writeNewFile, writeNewPublicFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import type { Claimed, DropFolder, DropFolders, SeenFile } from '#core/drops/folder.ts'
import { asideNames, noteEnding, noteOf } from './asideNames.ts'
import { codeOf, isThere, moveWithoutReplacing } from './moves.ts'

/** Between id and name of a claimed file. No id holds it. */
const divider = '~'

const subfolders = ['sending', 'sent', 'refused'] as const
type Subfolder = (typeof subfolders)[number]

/** A reader of a pipe that nobody writes to would wait for ever, and one of a link would read another file. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

const cannotBeRead: ReadonlySet<string> = new Set(['EACCES', 'EPERM'])
/** Since it was seen, somebody has put a folder, a link or nothing in its place. */
const isAnother: ReadonlySet<string> = new Set(['EISDIR', 'ELOOP', 'ENOENT', 'ENXIO'])

/** Folders of this machine, and of drives that it has connected. */
export const diskFolders: DropFolders = { at: (path) => new DiskFolder(path) }

class DiskFolder implements DropFolder {
  readonly #path: string
  /** Of each subfolder, as it was when it was last looked at as a whole. */
  readonly #identities = new Map<Subfolder, string>()

  constructor(path: string) {
    this.#path = path
  }

  prepare(): Promise<void> {
    return this.#usable(async () => {
      if (!(await stat(this.#path)).isDirectory())
        throw new Fault('DROP_FOLDER_UNUSABLE', `"${this.#path}" is no folder.`)
      for (const name of subfolders) {
        const path = join(this.#path, name)
        await mkdir(path, { recursive: true })
        this.#identities.delete(name)
        this.#identities.set(name, await this.#check(name))
      }
    })
  }

  list(): Promise<SeenFile[]> {
    return this.#usable(async () => {
      const owner = (await stat(this.#path)).uid
      const own: readonly string[] = subfolders
      const seen = (await namesIn(this.#path))
        .filter(({ name }) => !own.includes(name))
        .map(async (named) => {
          const file = await seenAt(this.#at(named), named.name, owner)
          return file && { ...file, ...named }
        })
      return (await Promise.all(seen)).filter((file) => file !== undefined)
    })
  }

  claimed(): Promise<Claimed[]> {
    return this.#usable(async () => {
      const names = await readdir(join(this.#path, 'sending'))
      return names.toSorted().flatMap((name) => {
        const at = name.indexOf(divider)
        return at > 0 ? [{ id: name.slice(0, at), name: name.slice(at + 1) }] : []
      })
    })
  }

  claim(claimed: Claimed): Promise<boolean> {
    return this.#usable(async () => {
      await this.#check('sending')
      try {
        await rename(join(this.#path, claimed.name), this.#sending(claimed))
        this.#sync('.', 'sending')
        return true
      } catch (thrown) {
        if (isForNow(thrown)) return false
        throw thrown
      }
    }, claimed.name)
  }

  look(claimed: Claimed): Promise<SeenFile | undefined> {
    return this.#usable(async () => seenAt(this.#sending(claimed), claimed.name, (await stat(this.#path)).uid))
  }

  read(claimed: Claimed, seen: SeenFile): Promise<Buffer | 'changed' | 'unreadable'> {
    return this.#usable(async () => {
      try {
        return (await contentsOf(this.#sending(claimed), seen)) ?? 'changed'
      } catch (thrown) {
        const code = codeOf(thrown) ?? ''
        if (cannotBeRead.has(code)) return 'unreadable'
        if (isAnother.has(code)) return 'changed'
        throw thrown
      }
    }, claimed.name)
  }

  restore(claimed: Claimed, bytes: Buffer): Promise<void> {
    return this.#usable(async () => {
      await this.#check('sending')
      writeNewFile(this.#sending(claimed), bytes)
      this.#sync('sending')
    }, claimed.name)
  }

  release(claimed: Claimed): Promise<boolean> {
    return this.#usable(async () => {
      await this.#check('sending')
      if (!(await isThere(this.#sending(claimed)))) return false
      const moved = await moveWithoutReplacing(this.#sending(claimed), join(this.#path, claimed.name))
      this.#sync('.', 'sending')
      return moved
    }, claimed.name)
  }

  settle(claimed: Claimed, into: 'sent' | 'refused', note: string): Promise<void> {
    return this.#usable(async () => {
      await this.#check('sending')
      if (await isThere(this.#sending(claimed))) await this.#moveInto(into, this.#sending(claimed), claimed, note)
    }, claimed.name)
  }

  refusedCount(): Promise<number> {
    return this.#usable(async () => {
      const names = await readdir(join(this.#path, 'refused'))
      return names.filter((name) => !name.endsWith(noteEnding)).length
    })
  }

  refuse(file: Claimed & Named, note: string): Promise<void> {
    return this.#usable(() => this.#moveInto('refused', this.#at(file), file, note), file.name)
  }

  /** The note first: a file without one tells nobody why it is there. */
  async #moveInto(into: 'sent' | 'refused', from: PathLike, { id, name }: Claimed, note: string): Promise<void> {
    for (const aside of asideNames(name, id)) {
      const to = join(this.#path, into, aside)
      if ((await isThere(to)) || (await isThere(noteOf(to)))) continue
      await this.#check(into)
      writeNewPublicFile(noteOf(to), Buffer.from(note))
      let isMoved = false
      try {
        await this.#check(into)
        isMoved = await moveWithoutReplacing(from, to)
      } finally {
        if (!isMoved) await rm(noteOf(to), { force: true })
      }
      if (isMoved) return this.#sync('sending', into)
    }
  }

  /**
   * Right before something is put there: the folder's owner may have put a link in its place, through which files would land
   * where the agent may write and that owner may not.
   */
  async #check(name: Subfolder): Promise<string> {
    const path = join(this.#path, name)
    const stats = await lstat(path)
    const identity = identityOf(stats)
    if (!stats.isDirectory()) throw new Fault('DROP_FOLDER_UNUSABLE', `"${path}" is no folder, but a link or a file.`)
    if ((this.#identities.get(name) ?? identity) !== identity)
      throw new Fault('DROP_FOLDER_UNUSABLE', `Another folder was put in the place of "${path}".`)
    return identity
  }

  #at({ name, rawName }: Named): PathLike {
    return rawName ? Buffer.concat([Buffer.from(join(this.#path, '/')), rawName]) : join(this.#path, name)
  }

  #sending({ id, name }: Claimed): string {
    return join(this.#path, 'sending', `${id}${divider}${name}`)
  }

  #sync(...folders: string[]): void {
    for (const folder of folders) syncDirectory(join(this.#path, folder))
  }

  /** @param name of the file that the call is about, where it is about one */
  async #usable<Result>(act: () => Promise<Result>, name?: string): Promise<Result> {
    try {
      return await act()
    } catch (thrown) {
      if (thrown instanceof Fault || codeOf(thrown) === undefined) throw thrown
      const what =
        name === undefined ? `The folder "${this.#path}"` : `The file "${name}" of the folder "${this.#path}"`
      throw new Fault('DROP_FOLDER_UNUSABLE', `${what} cannot be used: ${writeFailure(thrown)}.`)
    }
  }
}

/** `undefined` when it is no longer as it was seen. @throws a system error */
async function contentsOf(path: string, seen: SeenFile): Promise<Buffer | undefined> {
  const file = await open(path, readFlags)
  try {
    if (!isAsSeen(await file.stat(), seen)) return undefined
    const bytes = Buffer.alloc(seen.bytes)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length)
      if (bytesRead === 0) return undefined
      length += bytesRead
    }
    return isAsSeen(await file.stat(), seen) ? bytes : undefined
  } finally {
    await file.close()
  }
}

type Named = Pick<SeenFile, 'name' | 'rawName'>

/** Windows keeps all names as text. */
async function namesIn(path: string): Promise<Named[]> {
  if (process.platform === 'win32') return (await readdir(path)).map((name) => ({ name }))
  const rawNames = await readdir(path, { encoding: 'buffer' })
  return rawNames.map((raw) => (isUtf8(raw) ? { name: raw.toString() } : { name: raw.toString(), rawName: raw }))
}

async function seenAt(path: PathLike, name: string, folderOwner: number): Promise<SeenFile | undefined> {
  try {
    const stats = await lstat(path)
    const { size, mtimeMs, nlink, uid } = stats
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other'
    const isOwn = process.platform === 'win32' || uid === folderOwner || uid === process.getuid?.()
    return { name, kind, bytes: size, modifiedMs: mtimeMs, identity: identityOf(stats), links: nlink, isOwn }
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

function isAsSeen(stats: Stats, seen: SeenFile): boolean {
  const { size, mtimeMs, nlink } = stats
  return (
    size === seen.bytes && mtimeMs === seen.modifiedMs && identityOf(stats) === seen.identity && nlink === seen.links
  )
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

/** Windows does not move a file that another program holds open, and has one code for that and for one without the right. */
const forNow: ReadonlySet<string> = new Set(
  process.platform === 'win32' ? ['ENOENT', 'EBUSY', 'EPERM', 'EACCES'] : ['ENOENT', 'EBUSY'],
)

function isForNow(thrown: unknown): boolean {
  return forNow.has(codeOf(thrown) ?? '')
}
