export type DecodedText = { outcome: 'text'; text: string } | { outcome: 'unreadable'; reason: string }

/** Byte order marks and what they stand for (Unicode 23.8), the longer first. */
const marks: readonly { mark: number[]; encoding: string }[] = [
  { mark: [0xff, 0xfe, 0, 0], encoding: 'utf-32' },
  { mark: [0, 0, 0xfe, 0xff], encoding: 'utf-32' },
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
]

/**
 * The text of a file: UTF-8, or UTF-16 with its byte order mark, as PowerShell and Notepad write it. Anything else is
 * refused: a password with one wrong letter is sent, counted, and locks an account.
 *
 * @returns the text without its byte order mark, or a reason that begins with "it"
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { mark = [], encoding = 'utf-8' } = marks.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte)) ?? {}
  if (encoding === 'utf-32') return unreadable('it is a text in UTF-32')
  const isMarked = mark.length > 0
  // UTF-8 has a zero byte only for U+0000; UTF-16 has one beside each Latin letter.
  if (!isMarked && bytes.includes(0)) return unreadable('it is no text, or one in UTF-16 without a byte order mark')
  try {
    return { outcome: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return unreadable('it is in another encoding than UTF-8')
  }
}

function unreadable(reason: string): DecodedText {
  return { outcome: 'unreadable', reason: `${reason}; save it as UTF-8` }
}
