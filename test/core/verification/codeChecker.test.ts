import { expect, test } from 'vitest'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { Secret } from '#core/base/secret.ts'
import type { Client } from '#core/clients/clients.ts'
import { CodeChecker } from '#core/verification/codeChecker.ts'
import type { Holder, OpenVerification } from '#core/verification/store.ts'
import { createTestClock } from '#test/support/clock.ts'

const kiosk = { id: 'kiosk', keyDigest: 'digest of kiosk' }
const pos = { id: 'pos', keyDigest: 'digest of pos' } as Client

interface Facts {
  holder?: Holder
  /** Who gives the code; a cashier when absent. */
  client?: Client
  /** Digests that are valid once the upstream has answered. */
  keys?: string[]
}

/** Has the right code checked. @returns what became of it: whose verification it is, and whom the customer is signed in for */
async function checkRight({ holder, client, keys = [kiosk.keyDigest, pos.keyDigest] }: Facts) {
  const verification = { id: 'vf_1', customer: 'c', upstream: 'loyalty', tries: 0, holder } as OpenVerification
  const signedInFor: (string | undefined)[] = []
  const applied: unknown[] = []
  const checker = new CodeChecker({
    upstreams: { find: () => undefined },
    clock: createTestClock(),
    repository: { saveSilently: () => {} },
    access: {
      find: () => verification,
      providerFor: async () => ({
        check: async () => ({ outcome: 'right', signIn: (owner?: string) => signedInFor.push(owner) }),
      }),
    },
    openVerifications: {
      find: () => verification,
      contentsOf: async () => ({ recipient: { type: 'mobile', value: '+919999999993' } }),
    },
    transitions: { apply: (_: unknown, event: unknown) => applied.push(event) },
    lock: new KeyedLock(),
    clients: { hasKey: (digest: string) => keys.includes(digest) },
    statements: { hmacOf: async ({ id }: Holder) => `hmac for ${id}` },
  } as unknown as ConstructorParameters<typeof CodeChecker>[0])
  await checker.check('vf_1', { actor: 'a', client }, new Secret('123456'))
  return { signedInFor, event: applied[0] }
}

test.each<[string, Facts, string | undefined]>([
  ['the client that holds it, when a cashier gives the code', { holder: kiosk }, 'kiosk'],
  ['the client that holds it, whoever gives the code', { holder: kiosk, client: pos }, 'kiosk'],
  ['the client that gives the code, when nobody holds it', { client: pos }, 'pos'],
  ['nobody, when a cashier gives the code and nobody holds it', {}, undefined],
])('a right code is %s', async (_, facts, id) => {
  const { signedInFor, event } = await checkRight(facts)
  const digest = id === undefined ? undefined : `digest of ${id}`
  expect(signedInFor).toEqual([digest])
  expect(event).toMatchObject({
    ...{ type: 'code-right', holder: id === undefined ? undefined : { id, keyDigest: digest } },
    proof: { hmac: id === undefined ? undefined : `hmac for ${id}` },
  })
})

test('a client whose key was revoked while the upstream checked the code signs nobody in', async () => {
  expect((await checkRight({ holder: kiosk, keys: [] })).signedInFor).toEqual([undefined])
})
