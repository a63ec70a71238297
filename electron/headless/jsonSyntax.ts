/** Where and why a text stops being JSON. Unlike the runtime's own message it repeats nothing of the text. */
export interface SyntaxProblem {
  line: number
  column: number
  expected: string
}

class Stop {
  readonly at: number
  readonly expected: string

  constructor(at: number, expected: string) {
    this.at = at
    this.expected = expected
  }
}

const blank = /[ \t\n\r]*/y
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y

/** `undefined` when the text is JSON. */
export function syntaxProblem(text: string): SyntaxProblem | undefined {
  try {
    const end = skipBlank(text, skipValue(text, 0))
    if (end < text.length) throw new Stop(end, 'the end of the file')
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    const before = text.slice(0, thrown.at).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected: thrown.expected }
  }
}

function skipValue(text: string, from: number): number {
  const at = skipBlank(text, from)
  if (text[at] === '{') return skipList(text, at, '}', skipMember)
  if (text[at] === '[') return skipList(text, at, ']', skipValue)
  if (text[at] === '"') return skip(string, text, at, 'a text that is closed with " on the same line')
  return skip(plainValue, text, at, 'a value (texts stand in double quotes)')
}

function skipMember(text: string, from: number): number {
  const colon = skipBlank(text, skip(string, text, skipBlank(text, from), 'a name in double quotes'))
  if (text[colon] !== ':') throw new Stop(colon, 'a colon')
  return skipValue(text, colon + 1)
}

function skipList(text: string, from: number, end: '}' | ']', skipItem: typeof skipValue): number {
  let at = skipBlank(text, from + 1)
  if (text[at] === end) return at + 1
  for (;;) {
    at = skipBlank(text, skipItem(text, at))
    if (text[at] === end) return at + 1
    if (text[at] !== ',') throw new Stop(at, `a comma or ${end}`)
    at += 1
  }
}

function skipBlank(text: string, at: number): number {
  return skip(blank, text, at, '')
}

function skip(expression: RegExp, text: string, at: number, expected: string): number {
  expression.lastIndex = at
  if (!expression.test(text)) throw new Stop(at, expected)
  return expression.lastIndex
}
