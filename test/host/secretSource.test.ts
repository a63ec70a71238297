import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { readSecret, secretFromInput } from '#host/secretSource.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

function fromFile(content: string | Buffer, mode = 0o600): string {
  const folder = makeFolder()
  writeFileSync(join(folder, 'secret.txt'), content)
  chmodSync(join(folder, 'secret.txt'), mode)
  return readSecret({ file: 'secret.txt' }, folder)
}
const fromVariable = (value: string) => readSecret({ env: 'SECRET' }, '/', { SECRET: value })
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

function refusalOf(read: () => string): Fault {
  try {
    return expect.unreachable(read())
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Fault)
    return thrown as Fault
  }
}

describe('a secret is what it was before an editor or a shell had it', () => {
  test.each([
    ['echo and vi', 'server123\n'],
    ['Notepad', '\ufeffserver123\r\n'],
    ['PowerShell', utf16('server123\r\n')],
    ['nobody', 'server123'],
  ])('in a file of %s', (_, content) => expect(fromFile(content)).toBe('server123'))

  test.each(['server123\r', '\ufeffserver123', 'server123\n'])('in the variable %j', (value) => {
    expect(fromVariable(value)).toBe('server123')
  })

  test.each([
    ['echo', Buffer.from('server123\n')],
    ['PowerShell', utf16('server123\r\n')],
  ])('from standard input of %s', (_, bytes) => expect(secretFromInput(bytes, 'password')).toBe('server123'))

  test.each(['with "quotes" within', '"', "it's", 'pässwörd'])('and %s stays', (secret) => {
    expect(fromVariable(secret)).toBe(secret)
    expect(fromFile(`${secret}\n`)).toBe(secret)
  })
})

// A wrong password is sent once, and the cloud has counted a try.
describe('nothing is taken that would be a wrong try', () => {
  test.each([
    ['cmd’s echo, with its blank', 'server123 \r\n', /begins or ends with a blank/],
    ['a letter of Latin-1', Buffer.from('pässwörd', 'latin1'), /save it as UTF-8/],
    ['UTF-16 without its mark', Buffer.from('server123', 'utf16le'), /UTF-16/],
    ['quotes of a file of variables', '"server123"\n', /stands in quotes/],
    ['two lines', 'server123\nserver124\n', /cannot be seen \(U\+000A\)/],
    ['a megabyte', Buffer.alloc(1_000_000, 'x'), /larger than 64 KiB/],
    ['nothing', '\ufeff\r\n', /is empty/],
  ])('a file with %s', (_, content, sentence) => {
    const { code, detail } = refusalOf(() => fromFile(content))
    expect([code, detail]).toEqual(['SECRET_MISSING', expect.stringMatching(sentence)])
    expect(detail).not.toMatch(/server12|pässw/)
  })

  test.each([
    ['server123 ', /SECRET begins or ends with a blank/],
    ["'server123'", /SECRET stands in quotes/],
    ['server\u200b123', /U\+200B/],
    ['', /SECRET is empty/],
    ['\r', /SECRET is empty/],
  ])('the variable %j', (value, sentence) => {
    expect(refusalOf(() => fromVariable(value)).detail).toMatch(sentence)
  })

  test('a variable that is not set', () => {
    expect(refusalOf(() => readSecret({ env: 'NONE' }, '/', {})).detail).toBe(
      'The environment variable NONE is not set.',
    )
  })

  test.each([
    ['', /empty, so there is no password/],
    ['server123 \n', /begins or ends with a blank/],
  ])('standard input with %j', (text, sentence) => {
    expect(refusalOf(() => secretFromInput(Buffer.from(text), 'password')).detail).toMatch(sentence)
  })
})

test.runIf(has('unix'))('a file that others may write is not believed; the remedy is the command', () => {
  const { code, detail, remedy } = refusalOf(() => fromFile('server123', 0o666))
  expect([code, detail]).toEqual(['SECRET_MISSING', expect.stringMatching(/can be written by others/)])
  expect(remedy).toMatch(/^Run: chmod go-w /)
})

test('a file that is not there says so', () => {
  const { detail } = refusalOf(() => readSecret({ file: 'none.txt' }, makeFolder()))
  expect(detail).toMatch(/none\.txt" could not be read \(ENOENT\)\.$/)
})
