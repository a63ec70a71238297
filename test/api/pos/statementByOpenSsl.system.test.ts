import { execFileSync, spawnSync } from 'node:child_process'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { asha, bodyOf, checkCode, startVerifyingTill } from '#test/support/verifyingTill.ts'

// jose and the agent itself: statements.test.ts. Java, C# and TypeScript: test/clients/scenario.ts.
test('a statement of the default kind is one for OpenSSL, and a changed one is not', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start(asha)
  const { statement = '' } = await bodyOf(checkCode(till, id, till.latestCode()))
  const { keys } = (await (await till.send('GET', '/v1/keys')).json()) as { keys: (JsonWebKey & { kid: string })[] }
  const { kid } = decodeProtectedHeader(statement)
  const key = createPublicKey({ key: keys.find((jwk) => jwk.kid === kid) ?? {}, format: 'jwk' })
  const folder = makeFolder()
  const pem = writeInputIn(folder, 'key.pem', key.export({ type: 'spki', format: 'pem' }).toString())
  const [head, payload = '', signature = ''] = statement.split('.')
  const der = join(folder, 'signature.der')
  writeFileSync(der, derOf(Buffer.from(signature, 'base64url')))
  const verify = (text: string) =>
    spawnSync('openssl', ['dgst', '-sha256', '-verify', pem, '-signature', der], { input: text }).stdout.toString()

  expect(execFileSync('openssl', ['version']).toString()).toMatch(/^OpenSSL [3-9]/)
  expect(verify(`${head}.${payload}`)).toBe('Verified OK\n')
  expect(verify(`${head}.${payload.slice(0, -1)}A`)).toBe('Verification failure\n')
})

/** OpenSSL wants the two numbers in DER; a JWT has them one after the other (RFC 7518 3.4). */
function derOf(pair: Buffer): Buffer {
  const numbers = [pair.subarray(0, 32), pair.subarray(32)].map((bytes) => {
    const digits = bytes.subarray(
      Math.max(
        0,
        bytes.findIndex((byte) => byte !== 0),
      ),
    )
    const positive = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
    return Buffer.concat([Buffer.of(2, positive.length), positive])
  })
  const content = Buffer.concat(numbers)
  return Buffer.concat([Buffer.of(0x30, content.length), content])
}
