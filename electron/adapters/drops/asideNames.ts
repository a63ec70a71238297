/** Ends the name of a note. */
export const noteEnding = '.note.txt'

/** Most file systems keep 255 bytes: that leaves room for an id before the name, and for the ending of its note. */
const maxBytes = 200

export function noteOf(path: string): string {
  return path + noteEnding
}

/**
 * The names that a file may get in `sent` or `refused`, best first: its own, and then one with the id before it, which is
 * free unless a kill has left something there.
 */
export function* asideNames(name: string, id: string): Generator<string, never> {
  const shown = printable(name)
  yield shown
  yield `${id}-${shown}`
  for (let copy = 2; ; copy += 1) yield `${id}-${copy}-${shown}`
}

/** A name that no list of files is broken by, as long as a file system takes it. */
function printable(name: string): string {
  let shown = ''
  let left = maxBytes
  for (const letter of name.replace(/\p{Cc}/gu, '_')) {
    left -= Buffer.byteLength(letter)
    if (left < 0) break
    shown += letter
  }
  return shown
}
