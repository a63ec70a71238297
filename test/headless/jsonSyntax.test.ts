import fc from 'fast-check'
import { expect, test } from 'vitest'
import { syntaxProblem } from '../../electron/headless/jsonSyntax.ts'

test.each([
  ['', 1, 1, 'a value (texts stand in double quotes)'],
  ['{"a": secret}', 1, 7, 'a value (texts stand in double quotes)'],
  ["{'a': 1}", 1, 2, 'a name in double quotes'],
  ['{"a": 1,\n}', 2, 1, 'a name in double quotes'],
  ['{"a" 1}', 1, 6, 'a colon'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or }'],
  ['[1 2]', 1, 4, 'a comma or ]'],
  ['{"a": "b\n"}', 1, 7, 'a text that is closed with " on the same line'],
  ['{} {}', 1, 4, 'the end of the file'],
  ['[01]', 1, 2, 'a value (texts stand in double quotes)'],
])('%j stops being JSON', (text, line, column, expected) => {
  expect(syntaxProblem(text)).toEqual({ line, column, expected })
})

/** What the runtime says, as far as it goes. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('any JSON is taken', () => {
  const texts = fc
    .tuple(fc.json(), fc.constantFrom(0, 2, '\t'))
    .map(([json, space]) => JSON.stringify(JSON.parse(json), null, space))
  fc.assert(fc.property(texts, (text) => syntaxProblem(text) === undefined))
})

test('what the runtime refuses is refused, wherever a letter is put in, taken out or exchanged', () => {
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
