import { createHash } from 'node:crypto'

/** Bodies that the cloud of the bench sends. */
export const responses = {
  small: printableBytes(1024),
  big: printableBytes(64 * 1024),
  posted: printableBytes(256),
} as const

/** The body of every POST. */
export const postBody = printableBytes(2048).toString('latin1')

/**
 * Hexadecimal digits without repetition. They stand in nginx's configuration, so they must be printable and need no
 * quoting.
 */
function printableBytes(count: number): Buffer {
  let text = ''
  for (let at = 0; text.length < count; at += 1) text += createHash('sha256').update(`${count}:${at}`).digest('hex')
  return Buffer.from(text.slice(0, count))
}
