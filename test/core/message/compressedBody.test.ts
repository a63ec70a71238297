import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from '#core/base/fault.ts'
import { CompressedBody } from '#core/message/compressedBody.ts'
import type { ReadableCoding } from '#core/message/contentDecoder.ts'
import { RedactorCache } from '#core/message/credentialRedactor.ts'
import { runs } from '#test/support/sample.ts'

const token = 'tok-9dTn4Vw-Jr_61KzQhx8m'
const masked = '*'.repeat(token.length)
const redactors = new RedactorCache()

interface Passed {
  bytes: Buffer
  form: CompressedBody['form']
  fault: string | undefined
}

/** Has a body pass in parts that end at these places. */
function pass(packed: Buffer, cuts: readonly number[] = [], coding: ReadableCoding = 'gzip'): Passed {
  const body = new CompressedBody(coding, redactors.for(['Authorization', `Bearer ${token}`]))
  const passed: Buffer[] = []
  const places = [0, ...cuts.map((cut) => cut % (packed.length + 1)).toSorted((a, b) => a - b), packed.length]
  try {
    for (const [at, end] of places.slice(1).entries()) {
      // As from the link: the bytes are only good during the call.
      const chunk = Buffer.from(packed.subarray(places[at], end))
      passed.push(...body.push(chunk))
      chunk.fill(0)
    }
    passed.push(...body.end())
    return { bytes: Buffer.concat(passed), form: body.form, fault: undefined }
  } catch (thrown) {
    return {
      bytes: Buffer.concat(passed),
      form: body.form,
      fault: (thrown as Fault<'UPSTREAM_ANSWER_INVALID'>).data?.reason,
    }
  }
}

const list = JSON.stringify({ items: Array.from({ length: 500 }, (_, at) => ({ at, name: `item ${at * 7919}` })) })

describe('a compressed body without the credential', () => {
  test.each<[string, Buffer, ReadableCoding]>([
    ['gzip', gzipSync(list), 'gzip'],
    ['deflate', deflateSync(list), 'deflate'],
    ['deflate without its frame', deflateRawSync(list), 'deflate'],
    ['brotli', brotliCompressSync(list), 'br'],
    ['gzip, hardly compressed', gzipSync(list, { level: 0 }), 'gzip'],
    ['nothing', gzipSync(''), 'gzip'],
    ['no byte at all', Buffer.alloc(0), 'gzip'],
    ['two members', Buffer.concat([gzipSync('{"a":'), gzipSync('1}')]), 'gzip'],
  ])('goes on as the bytes that came, however it is cut: %s', (_, packed, coding) => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 6 }), (cuts) => {
        expect(pass(packed, cuts, coding)).toEqual({ bytes: packed, form: 'verbatim', fault: undefined })
      }),
      { numRuns: runs(100, 1 / 16) },
    )
  })
})

describe('a compressed body with the credential', () => {
  test.each<[ReadableCoding, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('that comes at once goes on unpacked, and redacted: %s', (coding, pack) => {
    const { bytes, form } = pass(pack(`{"seen":"Bearer ${token}"}`), [], coding)
    expect([form, bytes.toString()]).toEqual(['unpacked', `{"seen":"Bearer ${masked}"}`])
  })

  test('is cut off where its beginning has gone on packed', () => {
    const packed = gzipSync(`${list}${token}`)
    const { form, fault } = pass(packed, [600, 700, 800, 900])
    expect([form, fault]).toEqual(['verbatim', 'it holds the credential, compressed'])
  })

  test('never lets it through, however it is cut', () => {
    const filler = fc.constantFrom('', 'x'.repeat(2_000), list, 'tok-9dTn4', JSON.stringify({ a: 1 }))
    fc.assert(
      fc.property(filler, filler, fc.array(fc.nat(20_000), { maxLength: 12 }), (before, after, cuts) => {
        const { bytes, form } = pass(gzipSync(before + token + after), cuts)
        const seen = form === 'verbatim' ? unpackedAsFarAsItGoes(bytes) : bytes.toString()
        // What was passed on before it was cut off may end in the beginning of the token, and in less than it takes to use it.
        expect(seen.includes(token.slice(0, 12))).toBe(before.includes(token.slice(0, 12)))
      }),
      { numRuns: runs(500, 1 / 16) },
    )
  })
})

function unpackedAsFarAsItGoes(packed: Buffer): string {
  try {
    return gunzipSync(packed, { finishFlush: 2 }).toString()
  } catch {
    return ''
  }
}

test('a long run of one letter between other bytes goes on, as its whole ratio allows', () => {
  const noise = randomBytes(60_000).toString('latin1')
  const packed = gzipSync(Buffer.from(`${noise}${' '.repeat(2_400_000)}${noise}`, 'latin1'))
  expect(pass(packed)).toMatchObject({ fault: undefined })
})

describe('a body that cannot be looked into is not passed on', () => {
  test.each<[string, Buffer, string, ReadableCoding?]>([
    ['is not what it says', Buffer.from('plain text that says it is gzip'), 'it cannot be unpacked'],
    ['is damaged', damaged(gzipSync(list)), 'it cannot be unpacked'],
    ['is made to use up the machine', gzipSync(Buffer.alloc(50_000_000)), 'it unpacks to more than an answer would'],
    [
      'is made to do so in one step',
      brotliCompressSync(Buffer.alloc(64_000_000)),
      'it unpacks to more than an answer would',
      'br',
    ],
  ])('that %s', (_, packed, fault, coding) => {
    expect(pass(packed, [], coding)).toMatchObject({ fault })
  })
})

function damaged(packed: Buffer): Buffer {
  const broken = Buffer.from(packed)
  broken.fill(0xff, 20, 60)
  return broken
}
