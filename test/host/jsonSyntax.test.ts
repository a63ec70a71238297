import fc from 'fast-check'
import { expect, test } from 'vitest'
import { syntaxProblem } from '#host/jsonSyntax.ts'

const notJson = 'this is not JSON; expected'

test.each([
  ['', 1, 1, 'a value (texts stand in double quotes)'],
  ['{"a": secret}', 1, 7, 'a value (texts stand in double quotes)'],
  ["{'a': 1}", 1, 2, 'a name in double quotes'],
  ['{"a": 1,\n}', 2, 1, 'a name in double quotes'],
  ['{"a" 1}', 1, 6, 'a colon'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or }'],
  ['[1 2]', 1, 4, 'a comma or ]'],
  ['{"a": "b\n"}', 1, 7, 'a text that is closed with " on the same line'],
  ['{"a": "b', 1, 7, 'a text that is closed with " on the same line'],
  ['{} {}', 1, 4, 'the end of the file'],
  ['[01]', 1, 2, 'a value (texts stand in double quotes)'],
  ['{"caFile": "C:\\certs"}', 1, 15, 'each backslash of a text written twice, as in "C:\\\\certs"'],
  ['["C:\\users"]', 1, 5, 'each backslash of a text written twice, as in "C:\\\\certs"'],
  ['["\\u12"]', 1, 3, 'each backslash of a text written twice, as in "C:\\\\certs"'],
  ['{ // the shop', 1, 3, 'no comment: JSON has none'],
  ['{"a": /* 1 */ 2}', 1, 7, 'no comment: JSON has none'],
  ['# till.json\n{}', 1, 1, 'no comment: JSON has none'],
  ['[1, # one\n2]', 1, 5, 'no comment: JSON has none'],
  ['[1 // one\n]', 1, 4, 'no comment: JSON has none'],
  ['{} // end', 1, 4, 'no comment: JSON has none'],
  ['{“a”: 1}', 1, 2, 'straight quotes ("), not those of a letter'],
  ['{"a": „b“}', 1, 7, 'straight quotes ("), not those of a letter'],
  ['[True]', 1, 2, 'true, false or null, in small letters'],
  ['[None]', 1, 2, 'true, false or null, in small letters'],
  ['[NaN]', 1, 2, 'true, false or null, in small letters'],
])('%j is no JSON', (text, line, column, expected) => {
  expect(syntaxProblem(text)).toEqual({ line, column, message: `${notJson} ${expected}` })
})

// JSON.parse takes the last one: whoever reads the file sees the first.
test.each([
  ['{"password": 1,\n "password": 2}', 2, 2, '"password"'],
  ['[{"a": {"b": 1, "c": 2, "b": 3}}]', 1, 25, '"b"'],
  ['{"a": 1, "\\u0061": 2}', 1, 10, '"\\u0061"'],
])('%j says one name twice', (text, line, column, name) => {
  expect(syntaxProblem(text)).toEqual({ line, column, message: `the name ${name} stands here twice` })
})

test('a name may stand in several objects', () => {
  expect(syntaxProblem('[{"a": 1}, {"a": {"a": 2}}]')).toBeUndefined()
})

test('what is nested deeper than any document of ours is refused, not followed', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`
  expect(syntaxProblem(nested(32))).toBeUndefined()
  expect(syntaxProblem(nested(33))).toEqual({ line: 1, column: 34, message: 'this is nested more than 32 levels deep' })
  expect(syntaxProblem('{"a":'.repeat(500_000))?.message).toMatch(/nested/)
})

test('a text of a million letters is read without a stack', () => {
  expect(syntaxProblem(`["${'\\n'.repeat(500_000)}"]`)).toBeUndefined()
  expect(syntaxProblem(`["${'x'.repeat(1_000_000)}`)?.message).toMatch(/closed with "/)
})

/** What the runtime says, and whether the document says everything once. */
function isJson(text: string): boolean {
  try {
    const names = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, inner) => sum + 1 + names(inner), 0)
        : 0
    return names(JSON.parse(text)) === membersIn(text)
  } catch {
    return false
  }
}

/** Items and members in the text of a JSON document, counted by its commas and brackets outside of texts. */
function membersIn(text: string): number {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '0').replaceAll(/[\s]/g, '')
  const [commas, brackets, empty] = [/,/g, /[[{]/g, /\[\]|\{\}/g].map((sign) => bare.match(sign)?.length ?? 0)
  return (commas ?? 0) + (brackets ?? 0) - (empty ?? 0)
}

test('any JSON is accepted', () => {
  const texts = fc
    .tuple(fc.json(), fc.constantFrom(0, 2, '\t'))
    .map(([json, space]) => JSON.stringify(JSON.parse(json), null, space))
  fc.assert(fc.property(texts, (text) => syntaxProblem(text) === undefined))
})

test('agrees with JSON.parse after any one-character edit', () => {
  const edits = fc.record({
    json: fc.json(),
    at: fc.nat(),
    letter: fc.constantFrom(...'{}[]",:0123.eE+-\\u \n\u0000tfné\u007f'),
    cut: fc.nat(2),
  })
  fc.assert(
    fc.property(edits, ({ json, at, letter, cut }) => {
      const position = at % (json.length + 1)
      const text = json.slice(0, position) + letter + json.slice(position + cut)
      return (syntaxProblem(text) === undefined) === isJson(text)
    }),
    { numRuns: 2_000 },
  )
})
