import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Blotting } from '../../electron/core/blotter.ts'

const password = `${'c'.repeat(31)}d`
const token = Buffer.from(`till:${password}`).toString('base64')
const secrets = [token, password]

/** What comes out when the text arrives in parts of these lengths. */
function blotted(
  text: string,
  lengths: readonly number[],
  authorisation = ['Authorization', `Basic ${token}`],
): string {
  const blotter = new Blotting().for(authorisation)
  const out: Buffer[] = []
  let at = 0
  for (const length of [...lengths, text.length]) {
    out.push(Buffer.from(blotter.data(Buffer.from(text.slice(at, at + length), 'latin1'))))
    at += length
  }
  return Buffer.concat([...out, blotter.rest()]).toString('latin1')
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
      const out = blotted(text, lengths)
      expect(out.length).toBe(text.length)
      for (const secret of secrets) expect(out.includes(secret)).toBe(false)
      expect(out).toBe(blotted(text, []))
      const free = secrets.reduce((rest, secret) => rest.replaceAll(secret, '*'.repeat(secret.length)), text)
      expect(out).toBe(free)
    }),
  )
})

test('T47 what goes with a credential and is none, such as the till it is for, is not blotted out', () => {
  const authorisation = [
    'X-Cap-Api-Oauth-Token',
    't'.repeat(40),
    'X-Cap-Api-Attribution-Entity-Code',
    'till.of.the.flagship.store',
  ]
  expect(blotted(`${'t'.repeat(40)} till.of.the.flagship.store`, [], authorisation)).toBe(
    `${'*'.repeat(40)} till.of.the.flagship.store`,
  )
})

test('T47 a credential that was renewed is blotted out from then on', () => {
  const blotting = new Blotting()
  blotting.for(['Authorization', `Bearer ${'a'.repeat(20)}`])
  const renewed = blotting.for(['Authorization', `Bearer ${'b'.repeat(20)}`])
  expect(renewed.text(`x ${'b'.repeat(20)}`)).toBe(`x ${'*'.repeat(20)}`)
})
