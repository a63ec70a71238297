/** No document that the agent reads is nested deeper. */
const maxDepth = 100
/** A shorter text is parsed faster than it is scanned, however deep it is. */
const minScannedLength = 4 * 1024

/**
 * The value of a JSON text; `undefined` when the text is not JSON, or is nested so deep that parsing it would hold up every
 * other caller: 128 KiB of brackets take as long as 2 MiB of sales. A byte order mark before it is no part of it (RFC 8259
 * §8.1). The parser's own message would repeat some of the text.
 */
export function parseJson(text: string): unknown {
  if (text.length >= minScannedLength && isTooDeep(text)) return undefined
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch {
    return undefined
  }
}

const quote = 0x22
const backslash = 0x5c
/** `[` and `{`, `]` and `}` differ in this bit alone. */
const braceBit = 0x20
const open = 0x7b
const close = 0x7d

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if ((code | braceBit) === open) depth += 1
    else if ((code | braceBit) === close) depth -= 1
    if (depth > maxDepth) return true
  }
  return false
}

/** Where the string that begins here ends; the end of the text when it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at += 1
  }
  return text.length
}
