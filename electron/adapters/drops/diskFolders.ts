import { constants } from 'node:fs'
import { chmod, link, lstat, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from '#adapters/system/fsync.ts'
import { writeFailure } from '#adapters/system/systemError.ts'
import { writeNewFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import type { Claimed, DropFolder, DropFolders, SeenFile } from '#core/drops/folder.ts'

/** Between id and name of a claimed file. No id holds it. */
const divider = '~'

/** Of a note: the POS software and its users are others. */
const everybodyReads = 0o644
const noteEnding = '.note.txt'

const subfolders = ['sending', 'sent', 'refused'] as const

/** A reader of a pipe that nobody writes to would wait for ever, and one of a link would read another file. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Folders of this machine, and of drives that it has connected. */
export const diskFolders: DropFolders = { at: (path) => new DiskFolder(path) }

class DiskFolder implements DropFolder {
  readonly #path: string

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
        // Through a link, files would be put where somebody else wants them.
        if (!(await lstat(path)).isDirectory())
          throw new Fault('DROP_FOLDER_UNUSABLE', `"${path}" is no folder, but a link or a file.`)
      }
    })
  }

  list(): Promise<SeenFile[]> {
    return this.#usable(async () => {
      const owner = (await stat(this.#path)).uid
      const names = await readdir(this.#path)
      const own: readonly string[] = subfolders
      const seen = names
        .filter((name) => !own.includes(name))
        .map((name) => seenAt(join(this.#path, name), name, owner))
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
      try {
        await rename(join(this.#path, claimed.name), this.#sending(claimed))
        this.#sync('.', 'sending')
        return true
      } catch (thrown) {
        if (isForNow(thrown)) return false
        throw thrown
      }
    })
  }

  look(claimed: Claimed): Promise<SeenFile | undefined> {
    return this.#usable(async () => seenAt(this.#sending(claimed), claimed.name, (await stat(this.#path)).uid))
  }

  read(claimed: Claimed, seen: SeenFile): Promise<Buffer | undefined> {
    return this.#usable(async () => {
      const file = await open(this.#sending(claimed), readFlags)
      try {
        const before = await file.stat()
        if (!isAsSeen(before, seen)) return undefined
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
    })
  }

  restore(claimed: Claimed, bytes: Buffer): Promise<void> {
    return this.#usable(async () => {
      const path = this.#sending(claimed)
      writeNewFile(path, bytes)
      this.#sync('sending')
    })
  }

  release(claimed: Claimed): Promise<boolean> {
    return this.#usable(async () => {
      const moved = await moveWithoutReplacing(this.#sending(claimed), join(this.#path, claimed.name))
      this.#sync('.', 'sending')
      return moved
    })
  }

  settle(claimed: Claimed, into: 'sent' | 'refused', note: string): Promise<void> {
    return this.#usable(async () => {
      if (await isThere(this.#sending(claimed))) await this.#moveInto(this.#sending(claimed), into, claimed.name, note)
    })
  }

  refusedCount(): Promise<number> {
    return this.#usable(async () => {
      const names = await readdir(join(this.#path, 'refused'))
      return names.filter((name) => !name.endsWith(noteEnding)).length
    })
  }

  refuse(name: string, note: string): Promise<void> {
    return this.#usable(() => this.#moveInto(join(this.#path, name), 'refused', name, note))
  }

  /** The note first: a file without one tells nobody why it is there. */
  async #moveInto(from: string, into: 'sent' | 'refused', name: string, note: string): Promise<void> {
    const shown = printable(name)
    for (let copy = 1; ; copy += 1) {
      const to = join(this.#path, into, copy === 1 ? shown : `${copy}-${shown}`)
      if ((await isThere(to)) || (await isThere(noteOf(to)))) continue
      writeNewFile(noteOf(to), Buffer.from(note))
      await chmod(noteOf(to), everybodyReads)
      if (!(await moveWithoutReplacing(from, to))) {
        await rm(noteOf(to), { force: true })
        continue
      }
      return this.#sync('sending', into)
    }
  }

  #sending({ id, name }: Claimed): string {
    return join(this.#path, 'sending', `${id}${divider}${name}`)
  }

  #sync(...folders: string[]): void {
    for (const folder of folders) syncDirectory(join(this.#path, folder))
  }

  async #usable<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act()
    } catch (thrown) {
      if (thrown instanceof Fault || codeOf(thrown) === undefined) throw thrown
      throw new Fault('DROP_FOLDER_UNUSABLE', `The folder "${this.#path}" cannot be used: ${writeFailure(thrown)}.`)
    }
  }
}

async function seenAt(path: string, name: string, folderOwner: number): Promise<SeenFile | undefined> {
  try {
    const stats = await lstat(path)
    const { size, mtimeMs, nlink, uid, dev, ino } = stats
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other'
    const isOwn = process.platform === 'win32' || uid === folderOwner || uid === process.getuid?.()
    return { name, kind, bytes: size, modifiedMs: mtimeMs, identity: `${dev}:${ino}`, links: nlink, isOwn }
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

function isAsSeen(
  { size, mtimeMs, dev, ino, nlink }: { size: number; mtimeMs: number; dev: number; ino: number; nlink: number },
  seen: SeenFile,
): boolean {
  return size === seen.bytes && mtimeMs === seen.modifiedMs && `${dev}:${ino}` === seen.identity && nlink === seen.links
}

/** A link and then the end of the first name: unlike a rename, it replaces nothing. Where there are no links, it is looked first. */
async function moveWithoutReplacing(from: string, to: string): Promise<boolean> {
  if (await isThere(to)) return false
  const stats = await lstat(from)
  if (!stats.isFile() || stats.nlink > 1) {
    await rename(from, to)
    return true
  }
  try {
    await link(from, to)
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw thrown
    await rename(from, to)
    return true
  }
  await unlink(from)
  return true
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return false
    throw thrown
  }
}

/** Windows does not move a file that another program holds open. */
function isForNow(thrown: unknown): boolean {
  return ['ENOENT', 'EBUSY', 'EPERM', 'EACCES'].includes(codeOf(thrown) ?? '')
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code
}

function noteOf(path: string): string {
  return path + noteEnding
}

/** A name that no list of files is broken by. */
function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '_').slice(0, 200)
}
