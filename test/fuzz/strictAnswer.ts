import { readChunks } from './strictHttp.ts'

/** How the connection goes on after the bytes. */
export type Ending = 'keep' | 'end' | 'reset'

/**
 * How an answer reads by the letter of RFC 9112. `partial`: more would have to come; its body is what has come so far.
 * Texts are Latin-1.
 */
export type StrictAnswer =
  | { kind: 'whole' | 'partial'; status: number; fields: string[]; body: string }
  | { kind: 'no-head' }
  | { kind: 'malformed' }

// The phrase is of no meaning (RFC 9112 §4), so nothing in it makes an answer invalid.
const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d) [^\n]*$/
const fieldLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/

interface Head {
  minor: string
  status: number
  /** Flat: name, value, … */
  fields: string[]
  length: number
}

/** @param method of the request */
export function readAnswerStrictly(bytes: string, ending: Ending, method: string): StrictAnswer {
  let at = 0
  for (;;) {
    const head = readHead(bytes, at)
    if (head === 'no-head') return { kind: 'no-head' }
    if (head === 'malformed' || head.status === 101 || !isFramed(head)) return { kind: 'malformed' }
    at += head.length
    if (head.status >= 200) return readBody(head, bytes.slice(at), ending, method)
  }
}

function readHead(bytes: string, from: number): Head | 'no-head' | 'malformed' {
  const headEnd = bytes.indexOf('\r\n\r\n', from)
  if (headEnd < 0) return 'no-head'
  const [first = '', ...lines] = bytes.slice(from, headEnd).split('\r\n')
  const [, minor = '', status] = statusLine.exec(first) ?? []
  if (status === undefined) return 'malformed'
  const fields: string[] = []
  for (const line of lines) {
    const [, name, value = ''] = fieldLine.exec(line) ?? []
    if (name === undefined || !fieldValue.test(value)) return 'malformed'
    fields.push(name, value.replaceAll(/^[ \t]+|[ \t]+$/g, ''))
  }
  return { minor, status: Number(status), fields, length: headEnd + 4 - from }
}

function readBody({ minor, status, fields }: Head, rest: string, ending: Ending, method: string): StrictAnswer {
  const answer = (kind: 'whole' | 'partial', body: string): StrictAnswer => ({ kind, status, fields, body })
  const lengths = valuesOf(fields, 'content-length')
  const codings = valuesOf(fields, 'transfer-encoding')
  const isChunked = codings.length > 0
  if (isChunked && (lengths.length > 0 || minor === '0')) return { kind: 'malformed' }
  if (method === 'HEAD' || status === 204 || status === 304) return answer('whole', '')
  if (isChunked) {
    const body = readChunks(rest)
    if (body === 'malformed') return { kind: 'malformed' }
    return body === 'partial' ? answer('partial', '') : answer('whole', body.text)
  }
  if (lengths.length === 0) return answer(ending === 'end' ? 'whole' : 'partial', rest)
  const length = Number(lengths[0])
  return answer(rest.length < length ? 'partial' : 'whole', rest.slice(0, length))
}

/**
 * Whether the length and the coding can be read in one way. Also asked of an interim response, which has no body whatever
 * they say (RFC 9112 §6.3): it may have neither (RFC 9110 §8.6), and a reader who takes nonsense there for the head of a
 * body reads other answers behind it.
 */
function isFramed({ fields }: Head): boolean {
  const lengths = valuesOf(fields, 'content-length')
  const codings = valuesOf(fields, 'transfer-encoding')
  const isReadable = lengths.every((length) => /^\d{1,15}$/.test(length))
  const isKnown = codings.every((coding) => coding.toLowerCase() === 'chunked')
  return isReadable && isKnown && lengths.length <= 1 && codings.length <= 1
}

function valuesOf(fields: readonly string[], name: string): string[] {
  return fields.filter((_, at) => at % 2 === 1 && fields[at - 1]?.toLowerCase() === name)
}
