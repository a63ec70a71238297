import { decodeProtectedHeader, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { SigningAlgorithm } from '#contract/statement.ts'
import { Secret } from '#core/base/secret.ts'

const claims = { iss: 'till-agent/x', n: 1 }
const algorithms = SigningAlgorithm.options

test.each(algorithms)('what was signed by %s is read again, by its key and as its kind', async (alg) => {
  const key = await joseSigner.makeKey(alg)
  const token = await joseSigner.sign(key, 'statement', claims)
  expect(decodeProtectedHeader(token)).toMatchObject({ alg, typ: 'till-agent-statement+jwt' })
  expect(await joseSigner.verify(key, 'statement', token)).toEqual(claims)
  const own = await joseSigner.publicKey(key)
  expect(own).toMatchObject({ kid: decodeProtectedHeader(token).kid, alg, use: 'sig' })
  expect(own).not.toHaveProperty('d')
})

test('a key that is damaged is said so, and nothing of it is repeated', async () => {
  const damaged = new Secret('"kty":"EC","d":"s3cr3t"')
  for (const use of [
    joseSigner.sign(damaged, 'statement', claims),
    joseSigner.verify(damaged, 'statement', 'a.b.c'),
    joseSigner.publicKey(damaged),
  ]) {
    const thrown = await use.catch((reason: unknown) => reason)
    expect(thrown).toMatchObject({ code: 'KEYCHAIN_REFUSED' })
    expect(String((thrown as Error).message)).not.toMatch(/kty|s3cr3t/)
  }
})

// A signed end of the audit trail must never pass for the word that a customer was verified (RFC 8725 §3.11).
test.each(['statement', 'audit-head'] as const)('a %s passes for nothing else', async (kind) => {
  const key = await joseSigner.makeKey('ES256')
  const other = kind === 'statement' ? 'audit-head' : 'statement'
  expect(await joseSigner.verify(key, other, await joseSigner.sign(key, kind, claims))).toBeUndefined()
})

test.each(algorithms)(
  '%s: nothing that another key signed, that was changed, or that is unsigned is read',
  async (alg) => {
    const key = await joseSigner.makeKey(alg)
    const own = await joseSigner.sign(key, 'statement', claims)
    const [head, , signature] = own.split('.')
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none', typ: 'till-agent-statement+jwt' })}.${part(claims)}.`
    const secret = Buffer.from(JSON.stringify(await joseSigner.publicKey(key)))
    const byPublicKey = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'till-agent-statement+jwt' })
      .sign(secret)
    const texts = [
      ...(await Promise.all(
        algorithms.map(async (other) => joseSigner.sign(await joseSigner.makeKey(other), 'statement', claims)),
      )),
      `${head}.${part({ ...claims, n: 2 })}.${signature}`,
      unsigned,
      byPublicKey,
      '',
      'a.b.c',
      own.slice(0, -4),
    ]
    for (const text of texts) expect(await joseSigner.verify(key, 'statement', text)).toBeUndefined()
  },
)
