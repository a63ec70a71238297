import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { auditHeadSigner } from '#core/verification/keys/auditHeads.ts'
import type { VerificationSecrets } from '#core/verification/keys/secrets.ts'
import { createTestClock } from '#test/support/clock.ts'

const head = { sequence: 7, hash: 'a'.repeat(64) }

/** A key that signs by writing the claims down. */
function open() {
  const settings = createMemorySettings()
  const secrets = {
    sign: async (kind: string, claims: object) => JSON.stringify([kind, claims]),
    verify: async (kind: string, token: string) => {
      const [signedKind, claims] = JSON.parse(token)
      return signedKind === kind ? claims : undefined
    },
  }
  const clock = createTestClock()
  const signer = auditHeadSigner({ settings, clock, secrets: async () => secrets as unknown as VerificationSecrets })
  return { signer, iss: `till-agent/${settings.read().installation}`, iat: clock.now() / 1_000 }
}

test('the end of the trail is signed with its number, hash and time, and read again', async () => {
  const { signer, iss, iat } = open()
  const token = await signer.sign(head)
  expect(JSON.parse(token)).toEqual(['audit-head', { iss, iat, ...head }])
  expect(await signer.read(token)).toEqual(head)
})

test.each([
  ['of another kind', (iss: string) => ['statement', { iss, ...head }]],
  ['of another installation', () => ['audit-head', { iss: 'till-agent/other', ...head }]],
  ['without a number', (iss: string) => ['audit-head', { iss, hash: head.hash }]],
  ['with another kind of number', (iss: string) => ['audit-head', { iss, ...head, sequence: '7' }]],
])('a signed text %s is no end of this trail', async (_, textOf) => {
  const { signer, iss } = open()
  expect(await signer.read(JSON.stringify(textOf(iss)))).toBeUndefined()
})
