import { createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Proof } from '#contract/pos/proof.ts'
import { faultOf, startTill, type Till } from '#test/support/till.ts'

const nonce = randomBytes(32).toString('base64url')
const page = 'https://pos.example.com'

const post = ({ url }: Till, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/proof`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const ask = async (till: Till, client = 'pos') => (await (await post(till, { client, nonce })).json()) as Proof

/** What a client expects that has this key and called this port. */
function expected(key: string, agentNonce: string, port: number): string {
  const digest = createHash('sha256').update(key).digest()
  return createHmac('sha256', digest).update(`till-agent proof ${nonce} ${agentNonce} ${port}`).digest('hex')
}

describe('the agent proves itself to a program that has shown no key (attacks.md T21)', () => {
  test('by the digest of its key, at this port alone', async () => {
    const till = await startTill()
    const { agentNonce, proof } = await ask(till)
    expect(proof).toBe(expected(till.key, agentNonce, till.port))
    expect(proof).not.toBe(expected(till.key, agentNonce, till.port + 1))
    till.expectNoLeak(till.key)
  })

  test('by the key that counts now: whose key was replaced is proven nothing', async () => {
    const till = await startTill()
    till.agent.clients.revoke('pos')
    const { key } = till.agent.clients.add({ id: 'pos', name: 'Checkout', grants: [], origins: [] })
    const { agentNonce, proof } = await ask(till)
    expect(proof).toBe(expected(key, agentNonce, till.port))
    expect(proof).not.toBe(expected(till.key, agentNonce, till.port))
  })

  test('of a client that does not exist the answer looks the same, and no answer comes twice', async () => {
    const till = await startTill()
    for (const client of ['pos', 'nobody']) {
      const [first, second] = [await ask(till, client), await ask(till, client)]
      for (const { agentNonce, proof } of [first, second]) {
        expect(agentNonce).toMatch(/^[\w-]{22}$/)
        expect(proof).toMatch(/^[0-9a-f]{64}$/)
      }
      expect(first.proof).not.toBe(second.proof)
      expect(first.agentNonce).not.toBe(second.agentNonce)
    }
  })

  test.each([
    ['a nonce that can be guessed', { client: 'pos', nonce: 'x'.repeat(21) }],
    ['a nonce with a blank, which would end it early', { client: 'pos', nonce: `${'x'.repeat(22)} y` }],
    ['a nonce without end', { client: 'pos', nonce: 'x'.repeat(87) }],
    ['no client', { nonce }],
    ['a client that cannot be one', { client: '../pos', nonce }],
    ['a port that the caller chose', { client: 'pos', nonce, port: 1 }],
  ])('does not answer to %s', async (_, body) => {
    expect(await faultOf(await post(await startTill(), body))).toBe('INVALID_INPUT')
  })

  test('also to a paired page, and to no other', async () => {
    const till = await startTill({ origins: [page] })
    const answer = await post(till, { client: 'pos', nonce }, { Origin: page })
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([200, page])
    expect(await faultOf(await post(till, { client: 'pos', nonce }, { Origin: 'https://evil.example' }))).toBe(
      'ORIGIN_REFUSED',
    )
  })

  test('however often other programs ask: one cannot keep another from selling', async () => {
    const till = await startTill()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(till, { client: 'nobody', nonce })))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect((await ask(till)).proof).toMatch(/^[0-9a-f]{64}$/)
  })
})
