import { describe, expect, test } from 'vitest'
import { showsKeyboard } from '#renderer/parts/keyboard/keyboardChoice.ts'
import { keysOf, latinLayoutOf, ownLayoutOf, symbols } from '#renderer/parts/keyboard/layouts.ts'
import { languageCodes } from '#words/languages.ts'

const linux = 'Mozilla/5.0 (X11; Linux x86_64)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const android = 'Mozilla/5.0 (Linux; Android 15)'

test.each([
  ['auto', 'touch', linux, true],
  ['auto', 'mouse', linux, false],
  ['auto', 'touch', windows, false],
  ['auto', 'touch', android, false],
  ['on', 'mouse', windows, true],
  ['off', 'touch', linux, false],
] as const)('the choice %s shows keys for %s on %s: %s', (choice, pointer, userAgent, isShown) => {
  expect(showsKeyboard(choice, pointer, userAgent)).toBe(isShown)
})

describe.each(languageCodes)('the keys in the language %s', (language) => {
  const layouts = [latinLayoutOf(language), ownLayoutOf(language)].filter((layout) => layout !== undefined)

  test('write every address and every code', () => {
    const [latin] = layouts
    const keys = [...(latin?.plain ?? []), ...(latin?.shifted ?? []), ...symbols].flatMap(keysOf)
    const needed = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._-+'
    expect([...needed].filter((letter) => !keys.includes(letter))).toEqual([])
  })

  test('have each letter once, and rows that fit a narrow screen', () => {
    for (const { plain, shifted } of layouts)
      for (const rows of [plain, shifted, symbols]) {
        const keys = rows.flatMap(keysOf)
        expect(new Set(keys).size).toBe(keys.length)
        expect(Math.max(...rows.map((row) => keysOf(row).length))).toBeLessThanOrEqual(14)
      }
  })
})
