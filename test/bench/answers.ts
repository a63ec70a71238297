import { createHash } from 'node:crypto'

/** What the cloud of the bench answers. */
export const answers = {
  small: bytes(1024),
  big: bytes(64 * 1024),
  posted: bytes(256),
} as const

/** The body of each POST. */
export const postBody = bytes(2048).toString('latin1')

/** Printable, never the same twice in a row, and no quotation marks: it stands in configuration files too. */
function bytes(count: number): Buffer {
  let text = ''
  for (let at = 0; text.length < count; at += 1) text += createHash('sha256').update(`${count}:${at}`).digest('hex')
  return Buffer.from(text.slice(0, count))
}
