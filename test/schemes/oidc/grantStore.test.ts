import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { GrantStore } from '#schemes/oidc/grantStore.ts'

const scope = { issuer: 'https://idp.example.com', clientId: 'till', baseUrl: 'https://a.example.com' }

/** A store whose vault can be locked. */
function start() {
  const vault: { secret: Secret | undefined; isLocked: boolean } = { secret: undefined, isLocked: false }
  const storage = {
    read: async () => vault.secret,
    write: async (secret: Secret | undefined) => {
      if (vault.isLocked) throw new Fault('KEYCHAIN_LOCKED')
      vault.secret = secret
    },
  }
  return { vault, storage, grants: new GrantStore(storage, scope) }
}

test('a grant is found again by the same provider, client and upstream only', async () => {
  const { grants, storage } = start()
  await grants.save('refresh', 'anna')
  const again = new GrantStore(storage, scope)
  await again.load()
  expect([again.hasGrant, await again.stored()]).toEqual([true, { ...scope, subject: 'anna', refreshToken: 'refresh' }])
  for (const other of [
    { issuer: 'https://other.example.com' },
    { clientId: 'desk' },
    { baseUrl: 'https://b.example.com' },
  ]) {
    const elsewhere = new GrantStore(storage, { ...scope, ...other })
    await elsewhere.load()
    expect([elsewhere.hasGrant, await elsewhere.newest()]).toEqual([false, undefined])
  }
})

test('a provider that gives no refresh token leaves none stored', async () => {
  const { grants, vault } = start()
  await grants.save('refresh', 'anna')
  await grants.save(undefined, 'anna')
  expect([grants.hasGrant, vault.secret]).toEqual([false, undefined])
})

// A refresh token is spent by its use: one that a locked keychain could not store would cost the sign-in.
test('a grant that the vault refuses is held until the vault takes the next one', async () => {
  const { grants, vault } = start()
  await grants.save('first', 'anna')
  vault.isLocked = true
  await grants.saveOrHold('second', 'anna')
  expect([(await grants.newest())?.refreshToken, (await grants.stored())?.refreshToken]).toEqual(['second', 'first'])
  vault.isLocked = false
  await grants.saveOrHold('third', 'anna')
  expect([(await grants.newest())?.refreshToken, (await grants.stored())?.refreshToken]).toEqual(['third', 'third'])
})

test('signing out removes what is stored and what is held, or nothing', async () => {
  const { grants, vault } = start()
  await grants.save('first', 'anna')
  vault.isLocked = true
  await grants.saveOrHold('second', 'anna')
  await expect(grants.remove()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  expect((await grants.newest())?.refreshToken).toBe('second')
  vault.isLocked = false
  await grants.remove()
  expect([grants.hasGrant, await grants.newest()]).toEqual([false, undefined])
})
