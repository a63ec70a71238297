import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { makeEnrolmentCode, readEnrolmentCode } from '#core/fleet/enrolmentCode.ts'

const code = makeEnrolmentCode({ bytes: (count) => Uint8Array.from({ length: count }, (_, at) => 31 * at + 1) })

test('a code is twelve letters and digits that are not taken for one another', () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(makeEnrolmentCode(systemRandom)).not.toBe(makeEnrolmentCode(systemRandom))
})

test.each([
  ['as it is printed', code],
  ['in small letters', code.toLowerCase()],
  ['without dashes', code.replaceAll('-', '')],
  ['with blanks around and between', ` ${code.replaceAll('-', ' ')}\n`],
  ['with another dash', code.replaceAll('-', '–')],
  ['with O for 0, and I or L for 1', code.replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'I')],
])('a code is read %s', (_, typed) => {
  expect(readEnrolmentCode(typed)).toBe(code)
})

test('what is mistyped in one place is most often no code', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const others = [...code].flatMap((letter, at) =>
    letter === '-'
      ? []
      : [...alphabet].filter((one) => one !== letter).map((one) => code.slice(0, at) + one + code.slice(at + 1)),
  )
  const read = others.filter((other) => readEnrolmentCode(other) !== undefined)
  expect(read.length / others.length).toBeLessThan(0.06)
  expect(read).not.toContain(code)
})

test.each(['', 'U', '7K3M', `${code}0`, code.replace('-', '*'), 'ÀÀÀÀ-ÀÀÀÀ-ÀÀÀÀ'])('"%s" is no code', (typed) => {
  expect(readEnrolmentCode(typed)).toBeUndefined()
})
