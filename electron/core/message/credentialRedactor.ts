import { AnchorSearch } from './anchorSearch.ts'
import { patternsOf, type SecretPattern } from './secretPattern.ts'

const secretName = /auth|token|secret|key|pass/i
const mask = '*'
const nothing = Buffer.alloc(0)
/** Credentials of customers take turns with the till's. */
const maxCached = 8

/** What is looked for in a response. */
interface Secrets {
  authentication: readonly string[]
  patterns: readonly SecretPattern[]
  /** Finds out in one pass that none of them stands somewhere, which is nearly always so. */
  anchors: AnchorSearch
  /** Of the shortest part by which one is recognised. */
  minLength: number
  /** How many bytes at the end of a part may be the beginning of a secret. */
  maxBytes: number
  /** By byte, whether a secret may begin with it. */
  mayBegin: Uint8Array
}

/** Makes redactors, and finds the secrets in a credential only once for as long as it stays the same. */
export class RedactorCache {
  /** The one used last comes first. */
  readonly #cached: Secrets[] = []

  /** @param authentication the headers that authenticate a request, flat: name, value, … */
  for(authentication: readonly string[]): ResponseRedactor {
    const [last] = this.#cached
    return new ResponseRedactor(last && isSame(last, authentication) ? last : this.#find(authentication))
  }

  #find(authentication: readonly string[]): Secrets {
    const at = this.#cached.findIndex((cached) => isSame(cached, authentication))
    const [found = secretsOf(authentication)] = at === -1 ? [] : this.#cached.splice(at, 1)
    this.#cached.unshift(found)
    this.#cached.length = Math.min(this.#cached.length, maxCached)
    return found
  }
}

function isSame({ authentication }: Secrets, other: readonly string[]): boolean {
  return authentication.length === other.length && authentication.every((text, at) => text === other[at])
}

function secretsOf(authentication: readonly string[]): Secrets {
  const patterns = secretsIn(authentication).flatMap(patternsOf)
  const mayBegin = new Uint8Array(256)
  for (const { firstBytes } of patterns) for (const byte of firstBytes) mayBegin[byte] = 1
  const maxBytes = Math.max(0, ...patterns.map((pattern) => pattern.maxBytes))
  const minLength = Math.min(...patterns.map(({ anchor }) => anchor.length))
  const anchors = new AnchorSearch(patterns.map(({ anchor }) => anchor))
  return { authentication, patterns, anchors, minLength, maxBytes, mayBegin }
}

/**
 * Redacts the till's credential in one response: an upstream that echoes requests, or shows them in an error, must not give
 * it to the caller (attacks.md T47), whether it is escaped on the way or not. Each byte of it becomes a `*`, so lengths stay
 * as they are. A compressed body has to be unpacked before.
 */
export class ResponseRedactor {
  readonly #secrets: Secrets
  /** The end of the last chunk, which may be the beginning of a secret. */
  #pending = nothing
  /** The last byte before `#pending`. */
  #before: number | undefined
  #hasRedacted = false

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  /** Whether the response held the credential, as far as it has been read. */
  get hasRedacted(): boolean {
    return this.#hasRedacted
  }

  /** Whether what was read last may be the beginning of the credential. */
  get hasPending(): boolean {
    return this.#pending.length > 0
  }

  /** @param headers flat: name, value, …; changed in place */
  redactHeaders(headers: string[]): void {
    for (let at = 0; at + 1 < headers.length; at += 2) headers[at + 1] = this.redactText(headers[at + 1] as string)
  }

  /** Of a header or a reason; never between two parts of a body. */
  redactText(value: string): string {
    if (!this.#mayStandIn(value)) return value
    const bytes = Buffer.from(value, 'latin1')
    this.#redact(bytes, bytes.length, true)
    return bytes.toString('latin1')
  }

  /**
   * The next part of the body, without its end where that may be the beginning of a secret: this comes with the next part.
   *
   * @param chunk changed in place
   */
  redactChunk(chunk: Buffer): Buffer {
    const part = this.#withPending(chunk)
    const partialAt = this.#startOfPartial(part)
    const end = Math.max(partialAt, this.#redact(part, partialAt, false))
    if (end > 0) this.#before = part[end - 1]
    if (end === part.length) {
      this.#pending = nothing
      return part
    }
    this.#pending = Buffer.from(part.subarray(end))
    return part.subarray(0, end)
  }

  /** The last part of the body, whose end is the beginning of nothing. @param chunk changed in place */
  redactLast(chunk: Buffer): Buffer {
    const part = this.#withPending(chunk)
    this.#pending = nothing
    this.#redact(part, part.length, true)
    return part
  }

  /** What is still pending at the end of a body whose last part was not known to be the last. */
  flush(): Buffer {
    return this.#pending.length > 0 ? this.redactLast(nothing) : nothing
  }

  #withPending(chunk: Buffer): Buffer {
    return this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk
  }

  #mayStandIn(text: string): boolean {
    // Most values are shorter than any secret.
    if (text.length < this.#secrets.minLength) return false
    for (const { anchor } of this.#secrets.patterns) if (text.includes(anchor)) return true
    return false
  }

  /**
   * Redacts what begins before this place, and returns where the last of it ends. All is found before any is changed, and
   * nothing is changed that may belong to a secret which begins earlier and has not come whole.
   */
  #redact(bytes: Buffer, beforeAt: number, isLast: boolean): number {
    if (!this.#secrets.anchors.mayStandIn(bytes)) return 0
    let found: [start: number, end: number][] | undefined
    for (const pattern of this.#secrets.patterns) {
      const places = pattern.find(bytes, this.#before, isLast)
      if (places.length > 0) found = found ? found.concat(places) : places
    }
    let last = 0
    for (const [start, end] of found ?? []) {
      if (start >= beforeAt) continue
      bytes.fill(mask, start, end)
      last = Math.max(last, end)
      this.#hasRedacted = true
    }
    return last
  }

  /** Where the bytes may end with the beginning of a secret, or else their length. */
  #startOfPartial(bytes: Buffer): number {
    const { patterns, maxBytes, mayBegin } = this.#secrets
    for (let at = Math.max(0, bytes.length - maxBytes + 1); at < bytes.length; at += 1) {
      if (mayBegin[bytes[at] as number] === 0) continue
      for (const pattern of patterns) if (pattern.mayBeginAt(bytes, at, this.#before)) return at
    }
    return bytes.length
  }
}

/** Of `Authorization` and its like; anything else is a credential as a whole. */
const schemeAndCredential = /^(?:basic|bearer|token|apikey|key|oauth) +/i

/** The credentials of all headers, or of those with a telling name where there are several; of Basic the password too. */
function secretsIn(authentication: readonly string[]): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at + 1 < authentication.length; at += 2) {
    if (authentication.length > 2 && !secretName.test(authentication[at] as string)) continue
    const value = authentication[at + 1] as string
    const credential = value.replace(schemeAndCredential, '') || value
    found.push(Buffer.from(credential, 'latin1'))
    if (credential === value || !/^basic /i.test(value)) continue
    const pair = Buffer.from(credential, 'base64')
    found.push(pair.subarray(pair.indexOf(':') + 1))
  }
  return found
}
