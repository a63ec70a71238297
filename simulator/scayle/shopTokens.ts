import { createHmac, timingSafeEqual } from 'node:crypto'
import { fieldsOf, parseJson } from '#simulator/shared/json.ts'

/** The claims of a JWT signed with HS256 and the shop secret; `undefined` for any other. */
export function verifiedClaims(token: string, secret: string): Record<string, unknown> | undefined {
  const [header = '', claims = '', signature = ''] = token.split('.')
  if (fieldsOf(parseJson(Buffer.from(header, 'base64url'))).alg !== 'HS256') return undefined
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return fieldsOf(parseJson(Buffer.from(claims, 'base64url')))
}
