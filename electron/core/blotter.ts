/** A shorter text could stand in an answer by chance. */
const leastLength = 16
const secretName = /auth|token|secret|key|pass/i
const blot = '*'
const nothing = Buffer.alloc(0)

interface SecretText {
  text: string
  bytes: Buffer
}

/** What must not come back in an answer, for as long as the credential stays the same. */
export class Blotting {
  #authorisation: readonly string[] = []
  #secrets: readonly SecretText[] = []

  /** @param authorisation the headers that authenticate a request, flat: name, value, … */
  for(authorisation: readonly string[]): Blotter {
    if (authorisation.some((text, at) => text !== this.#authorisation[at])) {
      this.#authorisation = authorisation
      this.#secrets = secretsIn(authorisation).map((text) => ({ text, bytes: Buffer.from(text, 'latin1') }))
    }
    return new Blotter(this.#secrets)
  }
}

/**
 * Blots the till's credential out of one answer: an upstream that echoes requests, or shows them in an error, must not
 * give it to the caller (attacks.md T47). Lengths stay as they are. A compressed body cannot be read, and passes.
 */
export class Blotter {
  readonly #secrets: readonly SecretText[]
  #isReadable = true
  #held = nothing
  /** Whether there was something to blot out. */
  found = false

  constructor(secrets: readonly SecretText[]) {
    this.#secrets = secrets
  }

  /** @param headers flat; changed in place */
  head(headers: string[]): void {
    for (let at = 0; at + 1 < headers.length; at += 2) {
      if (headers[at]?.toLowerCase() === 'content-encoding') this.#isReadable = headers[at + 1] === 'identity'
      headers[at + 1] = this.text(headers[at + 1] as string)
    }
  }

  text(value: string): string {
    let rest = value
    for (const { text } of this.#secrets) {
      if (rest.length < text.length || !rest.includes(text)) continue
      rest = rest.replaceAll(text, blot.repeat(text.length))
      this.found = true
    }
    return rest
  }

  /** The next part of the body, less what may be the beginning of a secret. Changed in place. */
  data(chunk: Buffer): Buffer {
    if (!this.#isReadable) return chunk
    const part = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk
    let end = part.length
    for (const { bytes } of this.#secrets) {
      for (let at = part.indexOf(bytes); at !== -1; at = part.indexOf(bytes, at + bytes.length)) {
        part.fill(blot, at, at + bytes.length)
        this.found = true
      }
      end = Math.min(end, beginningOf(bytes, part))
    }
    this.#held = end < part.length ? Buffer.from(part.subarray(end)) : nothing
    return end < part.length ? part.subarray(0, end) : part
  }

  /** What was held back, at the end of the body. */
  rest(): Buffer {
    return this.#held
  }
}

/** Where the end of a part may be the beginning of a secret, or else the length of the part. */
function beginningOf(secret: Buffer, part: Buffer): number {
  for (let at = Math.max(0, part.length - secret.length + 1); at < part.length; at += 1)
    if (part[at] === secret[0] && part.compare(secret, 0, part.length - at, at) === 0) return at
  return part.length
}

function secretsIn(authorisation: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at + 1 < authorisation.length; at += 2) {
    if (authorisation.length > 2 && !secretName.test(authorisation[at] as string)) continue
    const [credential = '', kind] = (authorisation[at + 1] as string).split(' ').reverse()
    found.push(credential)
    if (kind?.toLowerCase() === 'basic')
      found.push(Buffer.from(credential, 'base64').toString('latin1').replace(/^.*?:/s, ''))
  }
  return found.filter(({ length }) => length >= leastLength)
}
