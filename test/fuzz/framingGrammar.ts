import fc from 'fast-check'
import { mostly } from './mostly.ts'

/** How the body of a request is announced and sent. */
export interface Framing {
  /** Lines of the head. */
  fields: [string, string][]
  /** The body on the wire. */
  wire: string
}

const body = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '{"a":1}',
      'x=y',
      '{}',
      '{"entityValue":"1"}',
      'GET /via/loyalty/v2/hidden HTTP/1.1\r\n\r\n',
    ),
  },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 70_000 }).map((length) => 'b'.repeat(length)) },
)

function withLength(length: (bytes: number) => string): fc.Arbitrary<Framing> {
  return body.map((wire) => ({ fields: [['Content-Length', length(wire.length)]], wire }))
}

const chunkSize = mostly(
  fc.constantFrom('plain', 'plain', 'zeros', 'upper', 'extended'),
  fc.constantFrom('short', 'long', 'signed', 'prefixed', 'missing', 'blank'),
  8,
)
const chunked: fc.Arbitrary<Framing> = fc
  .record({
    parts: fc.array(fc.tuple(body, chunkSize), { maxLength: 3 }),
    coding: mostly(
      fc.constant('chunked'),
      fc.constantFrom('Chunked', 'gzip, chunked', 'identity', 'chunked, chunked', ' chunked', 'xchunked'),
    ),
    end: mostly(
      fc.constant('0\r\n\r\n'),
      fc.constantFrom('0\r\nX-Late: 1\r\n\r\n', '0;x\r\n\r\n', '', '0\r\n', '0\n\n', '00\r\n\r\n'),
    ),
  })
  .map(({ parts, coding, end }) => ({
    fields: [['Transfer-Encoding', coding]],
    wire:
      parts.map(([part, size]) => (part === '' ? '' : `${sizeLine(part.length, size)}\r\n${part}\r\n`)).join('') + end,
  }))

function sizeLine(bytes: number, how: string): string {
  const hex = bytes.toString(16)
  switch (how) {
    case 'zeros':
      return `000${hex}`
    case 'upper':
      return hex.toUpperCase()
    case 'extended':
      return `${hex};name="value"`
    case 'short':
      return (bytes - 1).toString(16)
    case 'long':
      return (bytes + 1).toString(16)
    case 'signed':
      return `+${hex}`
    case 'prefixed':
      return `0x${hex}`
    case 'missing':
      return ''
    case 'blank':
      return `${hex} `
    default:
      return hex
  }
}

export const framing: fc.Arbitrary<Framing> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Framing>({ fields: [], wire: '' }) },
  { weight: 5, arbitrary: withLength(String) },
  { weight: 3, arbitrary: chunked },
  { weight: 1, arbitrary: body.map((wire): Framing => ({ fields: [], wire })) },
  { weight: 1, arbitrary: withLength((bytes) => String(bytes + 1)) },
  { weight: 1, arbitrary: withLength((bytes) => String(Math.max(0, bytes - 1))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('+', '-', '0x', ' ', '0').chain((prefix) => withLength((bytes) => prefix + bytes)),
  },
  { weight: 1, arbitrary: withLength((bytes) => `${bytes}, ${bytes}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(withLength(String), chunked)
      .map(([long, short]): Framing => ({ fields: [...long.fields, ...short.fields], wire: short.wire })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(withLength(String), fc.integer({ min: 0, max: 9 }))
      .map(([one, other]): Framing => ({ fields: [...one.fields, ['content-length', String(other)]], wire: one.wire })),
  },
)
