/** A shorter text stands in answers by chance, and is guessed without an echo; so does a number of fewer digits. */
const minLength = { text: 6, digits: 8, insideBase64: 8 }
/** A shorter text counts only as a word of its own: it may be a part of another. */
const minLengthAnywhere = 16
/** No usual way to escape a text changes these. */
const plainRun = /[A-Za-z0-9]+/g
const isWordByte = (byte: number | undefined) => byte !== undefined && /[A-Za-z0-9]/.test(String.fromCharCode(byte))

/** The bytes by which one character of a secret may be written; the longest first. */
type Spellings = readonly Buffer[]

/** One secret, as an answer may hold it: as it is, or escaped for JSON, a URL, a form or HTML. */
export class SecretPattern {
  /** The longest part that no escaping changes: where it is not, the secret is not. */
  readonly anchor: string
  readonly #anchorBytes: Buffer
  readonly #before: readonly Spellings[]
  readonly #after: readonly Spellings[]
  readonly #all: readonly Spellings[]
  readonly #isWord: boolean

  /** @param isBase64 whether the text is a part of base64, whose other alphabet has `-` and `_` */
  constructor(text: string, isBase64: boolean) {
    const anchor = longestRun(text)
    const at = text.indexOf(anchor)
    const spell = (part: string) => [...part].map((character) => spellingsOf(character, isBase64))
    this.anchor = anchor
    this.#anchorBytes = Buffer.from(anchor)
    this.#before = spell(text.slice(0, at)).reverse()
    this.#after = spell(text.slice(at + anchor.length))
    this.#all = spell(text)
    this.#isWord = !isBase64 && text.length < minLengthAnywhere
  }

  /** The most bytes that it may take in an answer. */
  get maxBytes(): number {
    return this.#all.reduce((sum, spellings) => sum + (spellings[0]?.length ?? 0), 0) + (this.#isWord ? 1 : 0)
  }

  /** The bytes by which it may begin. */
  get firstBytes(): number[] {
    return (this.#all[0] ?? []).map((spelling) => spelling[0] as number)
  }

  /**
   * Where it stands, each as start and end.
   *
   * @param before the byte before these, if there is one
   * @param isLast whether no more bytes follow: only then is a word at their end known to be one
   */
  find(bytes: Buffer, before: number | undefined, isLast: boolean): [start: number, end: number][] {
    const found: [number, number][] = []
    let at = bytes.indexOf(this.#anchorBytes)
    while (at !== -1) {
      const start = this.#startOf(bytes, at)
      const end = start === undefined ? undefined : endOf(bytes, at + this.#anchorBytes.length, this.#after)
      if (start !== undefined && end !== undefined && this.#isAlone(bytes, start, end, before, isLast)) {
        found.push([start, end])
        at = end - 1
      }
      at = bytes.indexOf(this.#anchorBytes, at + 1)
    }
    return found
  }

  /** Whether it may begin here and go on after the last of these bytes. */
  mayBeginAt(bytes: Buffer, at: number, before: number | undefined): boolean {
    if (this.#isWord && isWordByte(at === 0 ? before : bytes[at - 1])) return false
    return isBeginning(bytes, at, this.#all) || (this.#isWord && endOf(bytes, at, this.#all) === bytes.length)
  }

  #startOf(bytes: Buffer, anchorAt: number): number | undefined {
    let start = anchorAt
    for (const spellings of this.#before) {
      const spelling = spellings.find((each) => {
        const from = start - each.length
        return from >= 0 && bytes.compare(each, 0, each.length, from, start) === 0
      })
      if (!spelling) return undefined
      start -= spelling.length
    }
    return start
  }

  #isAlone(bytes: Buffer, start: number, end: number, before: number | undefined, isLast: boolean): boolean {
    if (!this.#isWord) return true
    if (end === bytes.length && !isLast) return false
    return !isWordByte(start === 0 ? before : bytes[start - 1]) && !isWordByte(bytes[end])
  }
}

/** Where these characters end, if they are written from here on. */
function endOf(bytes: Buffer, from: number, characters: readonly Spellings[]): number | undefined {
  let at = from
  for (const spellings of characters) {
    const length = lengthAt(bytes, at, spellings)
    if (length === undefined) return undefined
    at += length
  }
  return at
}

/** Whether the bytes end in the midst of these characters. */
function isBeginning(bytes: Buffer, from: number, characters: readonly Spellings[]): boolean {
  let at = from
  for (const spellings of characters) {
    if (isCutOff(bytes, at, spellings)) return true
    const length = lengthAt(bytes, at, spellings)
    if (length === undefined) return false
    at += length
  }
  return false
}

/** Whether the bytes end within the character. */
function isCutOff(bytes: Buffer, at: number, spellings: Spellings): boolean {
  const rest = bytes.length - at
  const [longest] = spellings
  if (longest === undefined || longest.length <= rest) return false
  return spellings.some((each) => each.length > rest && bytes.compare(each, 0, rest, at, bytes.length) === 0)
}

/** How many bytes the character takes here, if it is written here. */
function lengthAt(bytes: Buffer, at: number, spellings: Spellings): number | undefined {
  for (const spelling of spellings) {
    // Told apart by their first byte nearly always, which costs less than a comparison.
    if (spelling[0] !== bytes[at]) continue
    const end = at + spelling.length
    if (end <= bytes.length && bytes.compare(spelling, 0, spelling.length, at, end) === 0) return spelling.length
  }
  return undefined
}

/** The patterns of a secret: itself, and the part of a longer base64 text that depends on it alone, at each of three offsets. */
export function patternsOf(secret: Buffer): SecretPattern[] {
  const text = textOf(secret)
  const isLong = text.length >= (/^\d+$/.test(text) ? minLength.digits : minLength.text)
  if (!isLong || longestRun(text) === '') return []
  const inBase64 = [0, 1, 2].map((offset) => insideBase64(secret, offset))
  const long = inBase64.filter((part) => part.length >= minLength.insideBase64 && longestRun(part) !== '')
  return [new SecretPattern(text, false), ...long.map((part) => new SecretPattern(part, true))]
}

function insideBase64(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64')
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6))
}

/** Bytes that are no UTF-8 are taken one by one. */
function textOf(secret: Buffer): string {
  const text = secret.toString('utf8')
  return text.includes('\ufffd') ? secret.toString('latin1') : text
}

function longestRun(text: string): string {
  return (text.match(plainRun) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '')
}

const namedEntities: Record<string, string[]> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
  ' ': ['&nbsp;'],
}

function spellingsOf(character: string, isBase64: boolean): Spellings {
  if (/^[A-Za-z0-9]$/.test(character)) return [Buffer.from(character)]
  const code = character.codePointAt(0) as number
  const hex = code.toString(16)
  const units = [...Array(character.length).keys()].map((at) => character.charCodeAt(at).toString(16).padStart(4, '0'))
  const percent = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const escaped = [
    percent,
    units.map((unit) => `\\u${unit}`).join(''),
    ...(code < 256 ? [`\\x${hex.padStart(2, '0')}`, `%${hex.padStart(2, '0')}`] : []),
    ...[`&#x${hex};`, `&#${code};`, `&#0${code};`],
  ]
  const texts = [
    character,
    `\\${character}`,
    ...escaped,
    ...escaped.map((each) => each.replace(/[0-9a-f]+/gi, (digits) => digits.toUpperCase())),
    ...(namedEntities[character] ?? []),
    ...(character === ' ' ? ['+'] : []),
    ...(isBase64 && character === '+' ? ['-'] : []),
    ...(isBase64 && character === '/' ? ['_'] : []),
  ]
  const spellings = [...new Set(texts)].map((text) => Buffer.from(text))
  if (code > 127 && code < 256) spellings.push(Buffer.from([code]))
  return spellings.sort((left, right) => right.length - left.length)
}
