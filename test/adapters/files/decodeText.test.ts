import { expect, test } from 'vitest'
import { decodeText } from '#adapters/files/decodeText.ts'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each([
  ['UTF-8', Buffer.from('pässwörd', 'utf8')],
  ['UTF-8 with its mark', Buffer.from('\ufeffpässwörd', 'utf8')],
  ['UTF-16 as PowerShell writes it', Buffer.from('\ufeffpässwörd', 'utf16le')],
  ['UTF-16, the other way round', utf16be('\ufeffpässwörd')],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ outcome: 'text', text: 'pässwörd' })
})

test('nothing is an empty text', () => expect(decodeText(Buffer.of())).toEqual({ outcome: 'text', text: '' }))

test.each([
  ['UTF-16 without its mark', Buffer.from('password', 'utf16le'), /UTF-16 without a byte order mark/],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /UTF-32/],
  ['Latin-1, as older editors of Windows write it', Buffer.from('pässwörd', 'latin1'), /another encoding/],
  ['UTF-8 that was cut off', Buffer.from('pä', 'utf8').subarray(0, 2), /another encoding/],
  ['half a character of UTF-16', Buffer.from('\ufeff\ud800', 'utf16le'), /another encoding/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), /no text/],
])('%s is refused', (_, bytes, reason) => {
  expect(decodeText(bytes)).toEqual({ outcome: 'unreadable', reason: expect.stringMatching(reason) })
})
