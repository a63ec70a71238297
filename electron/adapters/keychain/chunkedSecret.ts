import { createHash } from 'node:crypto'

/** Writes alternate between the two, so that the chunks of an interrupted write are always found again. */
export type Generation = 'a' | 'b'

/** The account's own entry, when the secret lies in chunks beside it. */
export interface ChunkHeader {
  generation: Generation
  count: number
  /** SHA-256 of the whole secret, base64url. */
  digest: string
}

// These texts are in the keychains of tills, so they never change.
const marker = 'till-agent-parts:'
const headerPattern = /^till-agent-parts:1:([ab]):(\d{1,6}):([A-Za-z0-9_-]{43})$/

/** Windows stores at most 2560 bytes an entry (keychains.md 3), in UTF-8 or in UTF-16. */
const maxUnits = 1_000
const maxBytes = 2_400

/** Whether the secret can be the entry itself: it is short enough and does not look like a header. */
export function fitsOneEntry(text: string): boolean {
  return text.length <= maxUnits && Buffer.byteLength(text) <= maxBytes && !text.startsWith(marker)
}

/** Splits a secret, never inside a character. */
export function chunksOf(text: string): string[] {
  const chunks: string[] = []
  let chunk = ''
  let bytes = 0
  for (const character of text) {
    const size = Buffer.byteLength(character)
    if (chunk.length + character.length > maxUnits || bytes + size > maxBytes) {
      chunks.push(chunk)
      chunk = ''
      bytes = 0
    }
    chunk += character
    bytes += size
  }
  return [...chunks, chunk]
}

/** The text of the header entry. */
export function chunkHeader(generation: Generation, chunks: readonly string[]): string {
  return `${marker}1:${generation}:${chunks.length}:${digestOf(chunks)}`
}

/** `undefined`: the entry is the secret itself. `'unknown'`: a header of another version, or a damaged one. */
export function parseHeader(entry: string): ChunkHeader | 'unknown' | undefined {
  if (!entry.startsWith(marker)) return undefined
  const [, generation, count, digest] = headerPattern.exec(entry) ?? []
  if (!digest) return 'unknown'
  return { generation: generation as Generation, count: Number(count), digest }
}

export function isComplete(header: ChunkHeader, chunks: readonly string[]): boolean {
  return chunks.length === header.count && digestOf(chunks) === header.digest
}

function digestOf(chunks: readonly string[]): string {
  return createHash('sha256').update(chunks.join('')).digest('base64url')
}
