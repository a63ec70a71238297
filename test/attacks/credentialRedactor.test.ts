import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RedactorCache } from '#core/message/credentialRedactor.ts'

const password = `${'c'.repeat(31)}d`
const token = Buffer.from(`till:${password}`).toString('base64')
const secrets = [token, password]
const cache = new RedactorCache()

/** What is passed on of a text that arrives in parts of these lengths. */
function redacted(
  text: string,
  lengths: readonly number[],
  authorisation = ['Authorization', `Basic ${token}`],
): string {
  const redactor = cache.for(authorisation)
  const out: Buffer[] = []
  let at = 0
  for (const length of [...lengths, text.length]) {
    out.push(Buffer.from(redactor.redactChunk(Buffer.from(text.slice(at, at + length), 'latin1'))))
    at += length
  }
  return Buffer.concat([...out, redactor.flush()]).toString('latin1')
}

// Parts that end within the secret, or in something that begins like it, are where it could slip through.
test('T47 however an answer is cut into parts, no secret passes and nothing else changes', () => {
  const piece = fc.oneof(
    fc.constantFrom(...secrets),
    fc.constantFrom('c', 'cc', token.slice(0, 20), '{"a":1}'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.integer({ min: 0, max: 50 })), (pieces, lengths) => {
      const text = Buffer.from(pieces.join(''), 'latin1').toString('latin1')
      const out = redacted(text, lengths)
      expect(out.length).toBe(text.length)
      for (const secret of secrets) expect(out.includes(secret)).toBe(false)
      expect(out).toBe(redacted(text, []))
      const free = secrets.reduce((rest, secret) => rest.replaceAll(secret, '*'.repeat(secret.length)), text)
      expect(out).toBe(free)
    }),
  )
})

test('T47 what goes with a credential and is none, such as the name of the till, is not redacted', () => {
  const authorisation = [
    'X-Cap-Api-Oauth-Token',
    't'.repeat(40),
    'X-Cap-Api-Attribution-Entity-Code',
    'till.of.the.flagship.store',
  ]
  expect(redacted(`${'t'.repeat(40)} till.of.the.flagship.store`, [], authorisation)).toBe(
    `${'*'.repeat(40)} till.of.the.flagship.store`,
  )
})

test('T47 a credential that was renewed is redacted from then on', () => {
  const cache = new RedactorCache()
  cache.for(['Authorization', `Bearer ${'a'.repeat(20)}`])
  const renewed = cache.for(['Authorization', `Bearer ${'b'.repeat(20)}`])
  expect(renewed.redactText(`x ${'b'.repeat(20)}`)).toBe(`x ${'*'.repeat(20)}`)
})

const insideBase64 = (secret: string, offset: number) => {
  const bytes = Buffer.from(secret)
  const text = Buffer.concat([Buffer.alloc(offset, 'x'), bytes, Buffer.alloc(3, 'y')]).toString('base64')
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
}
const everyCharacter = (secret: string, write: (character: string) => string) =>
  [...secret].map((character) => (/[A-Za-z0-9]/.test(character) ? character : write(character))).join('')
const hexOf = (character: string) => character.charCodeAt(0).toString(16)

/** The ways in which servers, templates and logs write a text that they were given. */
const escapes: [string, (secret: string) => string][] = [
  ['as it is', (secret) => secret],
  ['for JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['for JSON, slashes too', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['for JSON in ASCII', (secret) => everyCharacter(secret, (each) => `\\u${hexOf(each).padStart(4, '0')}`)],
  [
    'for JSON in capitals',
    (secret) => everyCharacter(secret, (each) => `\\u${hexOf(each).padStart(4, '0').toUpperCase()}`),
  ],
  ['for a URL', encodeURIComponent],
  ['for a URL in small letters', (secret) => encodeURIComponent(secret).replace(/%../g, (byte) => byte.toLowerCase())],
  ['for a form', (secret) => new URLSearchParams([['', secret]]).toString().slice(1)],
  ['for HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ['for HTML in numbers', (secret) => everyCharacter(secret, (each) => `&#${each.charCodeAt(0)};`)],
  ['for HTML in hex', (secret) => everyCharacter(secret, (each) => `&#x${hexOf(each).toUpperCase()};`)],
  ['as a string of a program', (secret) => everyCharacter(secret, (each) => `\\x${hexOf(each).padStart(2, '0')}`)],
  ...[0, 1, 2].map((offset): [string, (secret: string) => string] => [
    `inside base64, after ${offset} bytes`,
    (secret) => insideBase64(secret, offset),
  ]),
  ...[0, 1, 2].map((offset): [string, (secret: string) => string] => [
    `inside base64 for URLs, after ${offset} bytes`,
    (secret) => insideBase64(secret, offset).replaceAll('+', '-').replaceAll('/', '_'),
  ]),
]

/** A password, an API key, a token, and the value of a Basic header. */
const kinds: [string, authorisation: string[], secret: string][] = [
  [
    'a password',
    ['Authorization', `Basic ${Buffer.from('till:Zq7/vX+93 &p"w<ö>=%fLk2').toString('base64')}`],
    'Zq7/vX+93 &p"w<ö>=%fLk2',
  ],
  ['a short password', ['Authorization', `Basic ${Buffer.from('t:Pa55/wrd').toString('base64')}`], 'Pa55/wrd'],
  ['an API key', ['X-Api-Key', 'k3y-12345'], 'k3y-12345'],
  [
    'a token',
    ['Authorization', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0aWxsLTcifQ.c2lnbmF0dXJl_-'],
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0aWxsLTcifQ.c2lnbmF0dXJl_-',
  ],
  ['a Basic header', ['Authorization', 'Basic dGlsbDp+Pz4/Pj8+Pz4/PjEyMzQ1Njc4'], 'dGlsbDp+Pz4/Pj8+Pz4/PjEyMzQ1Njc4'],
]

describe.each(kinds)('T47 %s', (_, authorisation, secret) => {
  test.each(escapes)('that is written %s does not pass, wherever it is cut', (_, write) => {
    const written = Buffer.from(write(secret)).toString('latin1')
    const text = `{"echo": "${written}", "n": 1}`
    const whole = redacted(text, [], authorisation)
    expect([whole.includes(written), whole.length]).toEqual([false, text.length])
    expect(whole).toMatch(/^\{"echo": ".*", "n": 1\}$/s)
    const cuts = Array.from({ length: text.length - 1 }, (_, at) => at + 1).flatMap((cut) => [[cut], [cut, 1, 1, 1]])
    expect(cuts.filter((lengths) => redacted(text, lengths, authorisation) !== whole)).toEqual([])
    expect(new RedactorCache().for(authorisation).redactText(text)).toBe(whole)
  })
})

describe('T47 a short secret', () => {
  const authorisation = ['X-Api-Key', 'checkout1']

  test.each([
    ['checkout1', '*********'],
    ['"checkout1"', '"*********"'],
    ['key=checkout1&a=b', 'key=*********&a=b'],
    ['checkout1 checkout1', '********* *********'],
    ['checkout12', 'checkout12'],
    ['mycheckout1', 'mycheckout1'],
    ['checkout', 'checkout'],
    ['checkout checkout1', 'checkout *********'],
  ])('is redacted as a word of its own, and is no part of another: %s', (text, expected) => {
    expect(redacted(text, [], authorisation)).toBe(expected)
    for (let cut = 1; cut < text.length; cut += 1) expect(redacted(text, [cut], authorisation)).toBe(expected)
    expect(new RedactorCache().for(authorisation).redactText(text)).toBe(expected)
  })

  test.each([
    ['1234', '{"amount": 1234}'],
    ['1234567', '{"amount": 1234567}'],
    ['test', '{"test": true}'],
    ['-----', '-----'],
  ])('%s is none that could be told from the rest of an answer', (secret, text) => {
    expect(redacted(text, [], ['X-Api-Key', secret])).toBe(text)
  })
})

test('T47 customers take turns without a credential being taken for another’s', () => {
  const cache = new RedactorCache()
  const tokens = Array.from({ length: 20 }, (_, at) => `customer-token-${String(at).padStart(10, '0')}`)
  for (const token of [...tokens, ...tokens.toReversed()]) {
    const redactor = cache.for(['Authorization', `Bearer ${token}`])
    expect(redactor.redactText(tokens.join(' '))).toBe(tokens.join(' ').replace(token, '*'.repeat(token.length)))
  }
})
