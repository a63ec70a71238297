/** Why a text cannot be taken for a JSON document, and where. Unlike the runtime's message, it quotes no value. */
export interface SyntaxProblem {
  line: number
  column: number
  /** Such as `this is not JSON; expected a colon`. */
  message: string
}

/** Deeper than any document of ours. */
const maxDepth = 32

class Stop {
  readonly at: number
  readonly message: string

  constructor(at: number, message: string) {
    this.at = at
    this.message = message
  }
}

const expected = (at: number, what: string) => new Stop(at, `this is not JSON; expected ${what}`)

/** The first problem of a text; `undefined` when it is JSON, and says everything once. */
export function syntaxProblem(text: string): SyntaxProblem | undefined {
  try {
    const end = skipBlank(text, skipValue(text, 0, 0))
    if (end < text.length) throw expected(end, comment(text, end) ?? 'the end of the file')
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    const before = text.slice(0, thrown.at).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: thrown.message }
  }
}

function skipValue(text: string, from: number, depth: number): number {
  const at = skipBlank(text, from)
  if (depth > maxDepth) throw new Stop(at, `this is nested more than ${maxDepth} levels deep`)
  if (text[at] === '{') return skipObject(text, at, depth)
  if (text[at] === '[') return skipList(text, at, ']', (item) => skipValue(text, item, depth + 1))
  if (text[at] === '"') return skipText(text, at)
  return skipPlainValue(text, at)
}

/** JSON lets a name stand twice and readers differ in which one counts: here the text says what is meant. */
function skipObject(text: string, from: number, depth: number): number {
  const names = new Set<string>()
  return skipList(text, from, '}', (item) => {
    const start = skipBlank(text, item)
    if (text[start] !== '"')
      throw expected(start, comment(text, start) ?? quote(text, start) ?? 'a name in double quotes')
    const end = skipText(text, start)
    const name = JSON.parse(text.slice(start, end)) as string
    if (names.has(name)) throw new Stop(start, `the name ${text.slice(start, end)} stands here twice`)
    names.add(name)
    const colon = skipBlank(text, end)
    if (text[colon] !== ':') throw expected(colon, 'a colon')
    return skipValue(text, colon + 1, depth + 1)
  })
}

function skipList(text: string, from: number, end: '}' | ']', skipItem: (at: number) => number): number {
  let at = skipBlank(text, from + 1)
  if (text[at] === end) return at + 1
  for (;;) {
    at = skipBlank(text, skipItem(at))
    if (text[at] === end) return at + 1
    if (text[at] !== ',') throw expected(at, comment(text, at) ?? `a comma or ${end}`)
    at += 1
  }
}

const escapes = new Set('"\\/bfnrt')
const fourHexDigits = /^[0-9a-fA-F]{4}$/

/** Letter by letter: an expression would need a stack as long as the text. @param from of the opening quote */
function skipText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text[at] as string
    if (letter === '"') return at + 1
    if (letter < ' ') break
    if (letter !== '\\') continue
    at += 1
    if (text[at] === 'u' && fourHexDigits.test(text.slice(at + 1, at + 5))) at += 4
    else if (!escapes.has(text[at] ?? ''))
      throw expected(at - 1, 'each backslash of a text written twice, as in "C:\\\\certs"')
  }
  throw expected(from, 'a text that is closed with " on the same line')
}

const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const otherLanguages = /true|false|null|none|undefined|nan/iy

function skipPlainValue(text: string, at: number): number {
  const end = endOf(plainValue, text, at)
  if (end !== undefined) return end
  const isWord = endOf(otherLanguages, text, at) !== undefined
  const word = isWord ? 'true, false or null, in small letters' : undefined
  throw expected(at, word ?? comment(text, at) ?? quote(text, at) ?? 'a value (texts stand in double quotes)')
}

/** Where a whole word or number ends; `undefined` when another begins here. @param word with the flag y */
function endOf(word: RegExp, text: string, at: number): number | undefined {
  word.lastIndex = at
  if (!word.test(text)) return undefined
  return /[\w.]/.test(text[word.lastIndex] ?? '') ? undefined : word.lastIndex
}

function skipBlank(text: string, from: number): number {
  let at = from
  while (' \t\n\r'.includes(text[at] ?? '-')) at += 1
  return at
}

function comment(text: string, at: number): string | undefined {
  const isComment = text[at] === '#' || text.startsWith('//', at) || text.startsWith('/*', at)
  return isComment ? 'no comment: JSON has none' : undefined
}

/** Editors for letters replace the quotes. */
function quote(text: string, at: number): string | undefined {
  return /^[\p{Pi}\p{Pf}„‚＂]$/u.test(text[at] ?? '') ? 'straight quotes ("), not those of a letter' : undefined
}
