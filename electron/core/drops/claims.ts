import type { DropRefusal } from '#contract/drops/drop.ts'
import type { SeenFile } from './folder.ts'

/** What is to become of something in the folder. */
export type Verdict = { do: 'leave' } | { do: 'claim' } | { do: 'refuse'; why: DropRefusal }

/** Names that programs give to what they have not finished. */
const unfinished = /^[.~]|\.(?:tmp|temp|part|partial|filepart|crdownload|download|lock|swp|writing)$/i
/** A server takes 255 bytes, and the agent puts an id before the name. */
const maxNameBytes = 200

const leave: Verdict = { do: 'leave' }

/**
 * @param isStill whether size and time have stayed the same for long enough
 * @param maxBytes of a file
 */
export function verdictOf(seen: SeenFile, isStill: boolean, maxBytes: number): Verdict {
  const { name, kind, bytes, links, isOwn } = seen
  if (kind === 'folder' || unfinished.test(name)) return leave
  if (kind === 'link') return refuse('link')
  if (kind === 'other') return refuse('not-a-file')
  if (!isStill) return leave
  if (links > 1) return refuse('hard-link')
  if (!isOwn) return refuse('foreign')
  if (!isPossibleName(name)) return refuse('name')
  return bytes > maxBytes ? refuse('too-large') : { do: 'claim' }
}

/** Whether every server can have a file of this name, and no log is broken by it. */
export function isPossibleName(name: string): boolean {
  return !/[\p{Cc}\\/:*?"<>|\ufffd]/u.test(name) && Buffer.byteLength(name) <= maxNameBytes && !/[. ]$/.test(name)
}

/** In the order in which they were written. */
export function inOrder(files: readonly SeenFile[]): SeenFile[] {
  return files.toSorted((one, other) => one.modifiedMs - other.modifiedMs || (one.name < other.name ? -1 : 1))
}

/** Notes since when each file is as it is. */
export class StillFiles {
  #known = new Map<string, { look: string; sinceMs: number }>()

  /**
   * @param nowMs of a clock that never jumps
   * @returns the files that have not changed for `stillMs`
   */
  observe(files: readonly SeenFile[], nowMs: number, stillMs: number): Set<SeenFile> {
    const known = new Map<string, { look: string; sinceMs: number }>()
    const still = new Set<SeenFile>()
    for (const file of files) {
      const look = lookOf(file)
      // Two names that are no UTF-8 may look the same.
      const key = `${file.identity} ${file.name}`
      const before = this.#known.get(key)
      const sinceMs = before?.look === look ? before.sinceMs : nowMs
      known.set(key, { look, sinceMs })
      if (nowMs - sinceMs >= stillMs) still.add(file)
    }
    this.#known = known
    return still
  }
}

/** The same text for a file that nobody has written to. */
export function lookOf({ bytes, modifiedMs, identity }: SeenFile): string {
  return `${identity} ${bytes} ${modifiedMs}`
}

function refuse(why: DropRefusal): Verdict {
  return { do: 'refuse', why }
}
