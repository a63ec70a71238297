import { createHash } from 'node:crypto'

/** Two take turns, so that what a broken-off write left behind is always found again. */
export type Generation = 'a' | 'b'

/** Says in an account's own entry that the secret lies in parts beside it. */
export interface PartsHead {
  generation: Generation
  count: number
  /** SHA-256 of the whole secret, base64url. */
  digest: string
}

const marker = 'till-agent-parts:'
const headPattern = /^till-agent-parts:1:([ab]):(\d{1,6}):([A-Za-z0-9_-]{43})$/

/** Windows keeps at most 2560 bytes an entry (feasibility.md 2), in whichever encoding. */
const mostUnits = 1_000
const mostBytes = 2_400

/** Whether an entry can be the secret itself: short enough, and not to be taken for a head. */
export function fitsOneEntry(text: string): boolean {
  return text.length <= mostUnits && Buffer.byteLength(text) <= mostBytes && !text.startsWith(marker)
}

/** Never cuts through a character. */
export function partsOf(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of text) {
    const more = Buffer.byteLength(character)
    if (part.length + character.length > mostUnits || bytes + more > mostBytes) {
      parts.push(part)
      part = ''
      bytes = 0
    }
    part += character
    bytes += more
  }
  return [...parts, part]
}

export function headOf(generation: Generation, parts: readonly string[]): string {
  return `${marker}1:${generation}:${parts.length}:${digestOf(parts)}`
}

/** `undefined`: the entry is the secret itself. `'unknown'`: a head that cannot be understood. */
export function readHead(entry: string): PartsHead | 'unknown' | undefined {
  if (!entry.startsWith(marker)) return undefined
  const [, generation, count, digest] = headPattern.exec(entry) ?? []
  if (!digest) return 'unknown'
  return { generation: generation as Generation, count: Number(count), digest }
}

export function isWhole(head: PartsHead, parts: readonly string[]): boolean {
  return parts.length === head.count && digestOf(parts) === head.digest
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('')).digest('base64url')
}
