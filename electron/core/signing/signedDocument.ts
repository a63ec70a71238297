import { createHash } from 'node:crypto'
import { z } from 'zod'
import { boundBrokenBy, type Numbers } from './bounds.ts'
import { byKnownKeys, type PublicKeys, type Signature, type SigningContext, signersOf } from './signatures.ts'

/** One kind of signed file. */
export interface DocumentKind<Document extends Numbers> {
  /** Of the field that holds the text. */
  name: string
  context: SigningContext
  schema: z.ZodType<Document>
  /** Many times the size of such a file, and little to hold in memory (attacks.md T58: endless data). */
  maxBytes: number
  /** How far the counter may rise from one document to the next. */
  maxCounterStep?: number
}

export type DocumentFlaw =
  | 'too-large'
  | 'malformed'
  | 'key-unknown'
  | 'tampered'
  | 'rolled-back'
  | 'dated-ahead'
  | 'out-of-bounds'
  | 'expired'

/** Why a signed document is not trusted. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
  readonly flaw: DocumentFlaw
  /** For the log. */
  readonly detail: string

  constructor(flaw: DocumentFlaw, detail = '') {
    super(flaw)
    this.flaw = flaw
    this.detail = detail
  }
}

/** The newest document of a kind that was ever trusted here: an older one is refused from then on. */
export interface LastTrusted {
  counter: number
  /** SHA-256, hexadecimal. */
  digest: string
  releasedAt: number
  /** The trusted keys that signed it. */
  keyIds?: string[] | undefined
  /** How long programs ran since it was first trusted, by a clock that nobody can set. */
  heldMs?: number | undefined
}

export interface Verification {
  keys: PublicKeys
  /** Not even a till that has seen none trusts an older one. */
  minCounter?: number | undefined
  last: LastTrusted | undefined
  /** Wall clock. */
  now: number
}

export interface VerifiedDocument<Document> {
  document: Document
  /** The document, byte for byte as it was signed. */
  text: string
  trusted: LastTrusted & { keyIds: string[] }
}

/**
 * The newest document, while one of the keys that signed it is still trusted. When a stolen key is no longer trusted, the
 * counter that the thief pushed up goes with it (TUF 1.0, 5.3.11: recovery from a fast-forward attack).
 */
export function stillTrusted<Last extends LastTrusted>(last: Last | undefined, keys: PublicKeys): Last | undefined {
  // Earlier versions recorded no keys.
  return last?.keyIds?.some((keyId) => Object.hasOwn(keys, keyId)) === false ? undefined : last
}

/**
 * Verifies a signed document: signature, what `check` asks, no rollback, within bounds, not expired.
 *
 * @param check throws when the document is not meant for this machine
 * @returns the document, and what to remember as the next `last`
 * @throws DocumentError
 */
export function verifyDocument<Document extends Numbers>(
  bytes: Uint8Array,
  kind: DocumentKind<Document>,
  { keys, minCounter = 0, last, now }: Verification,
  check: (document: Document) => void = () => {},
): VerifiedDocument<Document> {
  const { text, signatures } = openEnvelope(bytes, kind)
  const keyIds = verifySignatures(kind.context, text, signatures, keys)
  const document = parse(kind.schema, text)
  check(document)
  const { counter, releasedAt } = document
  const trusted = { counter, digest: digestOf(text), releasedAt, keyIds }
  if (counter < minCounter || isRollback(trusted, last)) throw new DocumentError('rolled-back')
  // The newest document's own time counts too: a clock that was put back must not make an expired one valid.
  const time = Math.max(now, last?.releasedAt ?? 0)
  verifyBounds(document, Math.max(last?.counter ?? 0, minCounter), time, kind.maxCounterStep)
  if (document.expiresAt <= time || isHeldTooLong(document, trusted, last)) throw new DocumentError('expired')
  return { document, text, trusted }
}

/** The text of a signed file and its signatures, nothing of which is verified. @throws DocumentError `too-large` · `malformed` */
export function openEnvelope(
  bytes: Uint8Array,
  { name, maxBytes }: Pick<DocumentKind<never>, 'name' | 'maxBytes'>,
): { text: string; signatures: Signature[] } {
  if (bytes.length > maxBytes) throw new DocumentError('too-large')
  const envelope = z.object({
    /** As JSON, byte for byte as it was signed. */
    [name]: z.string(),
    /** More than one while a key is replaced. */
    signatures: z
      .array(z.object({ keyId: z.string(), signature: z.string() }))
      .min(1)
      .max(8),
  })
  const opened = parse(envelope, Buffer.from(bytes).toString('utf8'))
  return { text: String(opened[name]), signatures: opened.signatures as Signature[] }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** An older document, or another one under the same counter. */
function isRollback({ counter, digest }: LastTrusted, last: LastTrusted | undefined): boolean {
  return last !== undefined && (counter < last.counter || (counter === last.counter && digest !== last.digest))
}

/** @throws DocumentError `dated-ahead` · `out-of-bounds` */
function verifyBounds(document: Numbers, counter: number, now: number, maxStep: number | undefined): void {
  const bound = boundBrokenBy(document, { counter, now, ...(maxStep !== undefined && { maxStep }) })
  if (bound === 'dated-ahead') throw new DocumentError('dated-ahead')
  if (bound) throw new DocumentError('out-of-bounds', bound)
}

/** A clock that stands still never lets a document expire, so the time that this machine ran with it counts as well. */
function isHeldTooLong(
  { releasedAt, expiresAt }: Numbers,
  { digest }: LastTrusted,
  last: LastTrusted | undefined,
): boolean {
  return last?.digest === digest && (last.heldMs ?? 0) >= expiresAt - releasedAt
}

/**
 * One valid signature by a known key is enough.
 *
 * @returns the keys that signed
 * @throws DocumentError `key-unknown` · `tampered`
 */
function verifySignatures(
  context: SigningContext,
  text: string,
  signatures: readonly Signature[],
  keys: PublicKeys,
): string[] {
  if (byKnownKeys(signatures, keys).length === 0) throw new DocumentError('key-unknown')
  const keyIds = signersOf(context, text, signatures, keys)
  if (keyIds.length === 0) throw new DocumentError('tampered')
  return keyIds
}

/** @throws DocumentError `malformed` */
function parse<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new DocumentError('malformed')
  }
}
