import type { Plugin } from 'vite'

/**
 * Escapes what is not Latin-1. V8 keeps the source of every file, with two bytes for each character as soon as one of them
 * needs two. A file that is mostly such characters, such as a catalogue in Hindi, stays as it is.
 */
export function oneByteSource(): Plugin {
  return {
    name: 'one-byte-source',
    // What comes earlier is printed once more, without escapes. No line moves, and so the source map holds.
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = inOneByte(file.code)
    },
  }
}

/** Not for `String.raw`, which would show the escape. A name, unlike a text, does not take a character as two escapes. */
export function inOneByte(code: string): string {
  if (/[\ud800-\udfff]/.test(code)) return code
  const escaped = code.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return escaped.length < 2 * code.length ? escaped : code
}
