import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const rules = { maxBytes: 1_024, owner: 'this-user-or-root' } as const

function makeFile(content: string | Buffer = 'text', mode = 0o600): string {
  const path = join(makeFolder(), 'secret.txt')
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

const refused = (reason: RegExp, remedy = /\S/) => ({
  outcome: 'refused',
  reason: expect.stringMatching(reason),
  remedy: expect.stringMatching(remedy),
})

test.each([
  [0o600, false],
  [0o640, false],
  [0o644, true],
  [0o400, false],
])('a file of this user with mode %o is read; every user may: %j', (mode, isWorldReadable) => {
  expect(readGuardedText(makeFile('text', mode), rules)).toEqual({ outcome: 'text', text: 'text', isWorldReadable })
})

test('one of root behind a link is read, as containers hand over secrets', () => {
  expect(readGuardedText('/etc/hosts', rules)).toMatchObject({ outcome: 'text' })
  const link = join(makeFolder(), 'link')
  symlinkSync('/etc/hosts', link)
  expect(readGuardedText(link, rules)).toMatchObject({ outcome: 'text' })
})

// Whoever may write the file leaves the secret's path as it is and changes the address that the secret is sent to.
describe('refused is', () => {
  test.each([0o666, 0o622, 0o620, 0o602])('a file with mode %o, with the command that mends it', (mode) => {
    const path = makeFile('text', mode)
    expect(readGuardedText(path, rules)).toEqual(refused(/written by others/, new RegExp(`chmod go-w ${path}`)))
  })

  test('a file in a folder that others may write', () => {
    const path = makeFile()
    chmodSync(join(path, '..'), 0o777)
    expect(readGuardedText(path, rules)).toEqual(refused(/its folder .* written by others/, /chmod go-w/))
    chmodSync(join(path, '..'), 0o1777)
    expect(readGuardedText(path, rules)).toMatchObject({ outcome: 'text' })
  })

  test('a link in a folder that others may write', () => {
    const folder = makeFolder()
    symlinkSync(makeFile(), join(folder, 'link'))
    chmodSync(folder, 0o777)
    expect(readGuardedText(join(folder, 'link'), rules)).toEqual(refused(/its folder/))
  })

  test('a file in such a folder, behind a link in a safe one', () => {
    const path = makeFile()
    const link = join(makeFolder(), 'link')
    symlinkSync(path, link)
    chmodSync(join(path, '..'), 0o777)
    expect(readGuardedText(link, rules)).toEqual(refused(/its folder/))
  })

  test.runIf(has('root'))('a file of another user', () => {
    const path = makeFile()
    chownSync(path, 65_534, 65_534)
    expect(readGuardedText(path, rules)).toEqual(refused(/belongs to another user/, /chown 0 /))
  })

  test.runIf(has('root'))('a file in a folder of another user', () => {
    const path = makeFile()
    chownSync(join(path, '..'), 65_534, 65_534)
    expect(readGuardedText(path, rules)).toEqual(refused(/its folder .* belongs to another user/))
  })

  test('a file of this user, where only root may write', () => {
    const path = makeFile()
    const read = readGuardedText(path, { ...rules, owner: 'root' })
    expect(read).toMatchObject(has('root') ? { outcome: 'text', text: 'text' } : refused(/belongs to another user/))
  })

  test('a folder', () => expect(readGuardedText(makeFolder(), rules)).toEqual(refused(/a folder, not a file/)))

  test('a device that never ends', () => {
    expect(readGuardedText('/dev/zero', rules)).toEqual(refused(/a pipe or a device/, /a secret may/))
    expect(readGuardedText('/dev/zero', { ...rules, owner: 'anybody' })).toEqual(refused(/a pipe/, /^Name a file\.$/))
  })

  test('a file that is too large', () => {
    expect(readGuardedText(makeFile(Buffer.alloc(1_025, 'x')), rules)).toEqual(refused(/larger than 1 KiB/))
    expect(readGuardedText(makeFile(Buffer.alloc(1_024, 'x')), rules)).toMatchObject({ outcome: 'text' })
  })

  test('a file in another encoding', () => {
    expect(readGuardedText(makeFile(Buffer.from('ä', 'latin1')), rules)).toEqual(refused(/UTF-8/))
  })

  test('a link, where none is to be followed', () => {
    const link = join(makeFolder(), 'link')
    symlinkSync(makeFile(), link)
    expect(readGuardedText(link, { ...rules, followsLinks: false })).toEqual({ outcome: 'unreadable', code: 'ELOOP' })
  })

  test('a path with a quote in it is one word of the command', () => {
    const path = join(makeFolder(), "it's secret")
    mkdirSync(path)
    writeFileSync(join(path, 'secret'), 'x')
    chmodSync(join(path, 'secret'), 0o666)
    expect(readGuardedText(join(path, 'secret'), rules)).toEqual(
      refused(/others/, /chmod go-w '.*it'\\''s secret\/secret'$/),
    )
  })
})

test('whose a file is, and who may write it, does not matter where its place is not believed', () => {
  const path = makeFile('text', 0o666)
  chmodSync(join(path, '..'), 0o777)
  if (has('root')) chownSync(path, 65_534, 65_534)
  expect(readGuardedText(path, { ...rules, owner: 'anybody' })).toMatchObject({ outcome: 'text' })
})

test.each([
  ['is not there', () => join(makeFolder(), 'none'), 'ENOENT'],
  ['lies below a file', () => join(makeFile(), 'x'), 'ENOTDIR'],
])('a file that %s is unreadable', (_, path, code) => {
  expect(readGuardedText(path(), rules)).toEqual({ outcome: 'unreadable', code })
})
