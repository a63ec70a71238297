/** A request that can be read in one way only. Texts are Latin-1: one character a byte. */
export interface StrictRequest {
  method: string
  target: string
  version: string
  /** Names as they came, and values without the blanks around them. */
  fields: [name: string, value: string][]
  body: string
}

/**
 * How a stream of requests reads by the letter of RFC 9112, with nothing forgiven. `rest` is what follows the last whole
 * request: nothing, a part of a request, or something that is none.
 */
export interface StrictReading {
  requests: StrictRequest[]
  rest: 'nothing' | 'partial' | 'malformed'
}

const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([\x21-\xff]+) (HTTP\/1\.[01])$/
const fieldLine =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*((?:[\x21-\x7e\x80-\xff](?:[ \t\x21-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?)[ \t]*$/

const leadingLines = /^[\r\n]+/

export function readStrictly(stream: string): StrictReading {
  const requests: StrictRequest[] = []
  // Empty lines before a request are ignored (RFC 9112 §2.2).
  let rest = stream.replace(leadingLines, '')
  while (rest !== '') {
    const read = readOne(rest)
    if (read === 'partial' || read === 'malformed') return { requests, rest: read }
    requests.push(read.request)
    rest = rest.slice(read.length).replace(leadingLines, '')
  }
  return { requests, rest: 'nothing' }
}

type One = { request: StrictRequest; length: number } | 'partial' | 'malformed'

function readOne(text: string): One {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return 'partial'
  const [first = '', ...lines] = text.slice(0, headEnd).split('\r\n')
  const [, method = '', target = '', version = ''] = requestLine.exec(first) ?? []
  if (method === '') return 'malformed'
  const fields: [string, string][] = []
  for (const line of lines) {
    const [, name, value = ''] = fieldLine.exec(line) ?? []
    if (name === undefined) return 'malformed'
    fields.push([name, value])
  }
  const body = readBody(text.slice(headEnd + 4), fields, version)
  if (body === 'partial' || body === 'malformed') return body
  return { request: { method, target, version, fields, body: body.text }, length: headEnd + 4 + body.length }
}

export type Body = { text: string; length: number } | 'partial' | 'malformed'

function readBody(text: string, fields: readonly [string, string][], version: string): Body {
  const valuesOf = (name: string) => fields.filter(([known]) => known.toLowerCase() === name).map(([, value]) => value)
  const lengths = valuesOf('content-length')
  const codings = valuesOf('transfer-encoding')
  if (codings.length > 0) {
    const isChunked = codings.length === 1 && codings[0]?.toLowerCase() === 'chunked'
    return isChunked && lengths.length === 0 && version === 'HTTP/1.1' ? readChunks(text) : 'malformed'
  }
  const [length = '0'] = lengths
  if (lengths.length > 1 || !/^\d{1,15}$/.test(length)) return 'malformed'
  return text.length < Number(length) ? 'partial' : { text: text.slice(0, Number(length)), length: Number(length) }
}

const sizeLine = /^([0-9A-Fa-f]{1,13})(?:;[\t\x20-\x7e\x80-\xff]*)?$/

export function readChunks(text: string): Body {
  let body = ''
  let at = 0
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return sizeLine.test(text.slice(at)) || text.length === at ? 'partial' : 'malformed'
    const size = sizeLine.exec(text.slice(at, lineEnd))?.[1]
    if (size === undefined) return 'malformed'
    const bytes = Number.parseInt(size, 16)
    at = lineEnd + 2
    if (bytes === 0) return afterTrailers(text, at, body)
    if (text.length < at + bytes + 2) return 'partial'
    if (text.slice(at + bytes, at + bytes + 2) !== '\r\n') return 'malformed'
    body += text.slice(at, at + bytes)
    at += bytes + 2
  }
}

function afterTrailers(text: string, from: number, body: string): Body {
  let at = from
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return 'partial'
    if (lineEnd === at) return { text: body, length: at + 2 }
    if (!fieldLine.test(text.slice(at, lineEnd))) return 'malformed'
    at = lineEnd + 2
  }
}
