import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'
import { divideProxy, ProxyPasswords } from '#core/secrets/proxyPasswords.ts'

const proxy = 'http://till@proxy.store:3128'
const loyalty = { id: 'loyalty', baseUrl: 'https://a.example', proxy }

function start(secrets = new Map<string, Secret>()) {
  const vault = createMemoryVault(secrets)
  const passwords = new ProxyPasswords(vault, true)
  const passwordFor = (address: Parameters<typeof passwords.endpointOf>[0]) =>
    passwords.endpointOf(address).proxyPassword()?.reveal()
  const store = (password: string | undefined, by = proxy, name = 'loyalty.proxy') =>
    passwords.store(name, by, password === undefined ? undefined : new Secret(password))
  return { secrets, passwords, passwordFor, store }
}

test('a password is kept and outlasts the process', async () => {
  const { secrets, store, passwordFor } = start()
  await store('hunter2')
  expect(passwordFor(loyalty)).toBe('hunter2')
  const later = start(secrets)
  expect(later.passwordFor(loyalty)).toBeUndefined()
  expect([await later.passwords.load(loyalty), await later.passwords.load(loyalty)]).toEqual([true, false])
  expect(later.passwordFor(loyalty)).toBe('hunter2')
})

test('a password goes to no proxy but the one it was given for', async () => {
  const { store, passwordFor } = start()
  await store('hunter2', 'http://till@other.store:3128')
  expect(passwordFor(loyalty)).toBeUndefined()
})

test('the password of an upstream is the one that its record names', async () => {
  const { store, passwordFor } = start()
  await store('first')
  await store('second', proxy, 'loyalty.proxy.2')
  expect([passwordFor(loyalty), passwordFor({ ...loyalty, secrets: { proxy: 'loyalty.proxy.2' } })]).toEqual([
    'first',
    'second',
  ])
})

// A name is used again once its secret was removed.
test('no password under a name is none, also where another one had that name before', async () => {
  const { store, passwordFor } = start()
  await store('first')
  await store(undefined)
  expect(passwordFor(loyalty)).toBeUndefined()
})

test('it is known whether a password is the one that is kept', async () => {
  const { secrets, store } = start()
  await store('hunter2')
  const { passwords } = start(secrets)
  const isKept = (password: string | undefined, by = proxy) =>
    passwords.isKept({ ...loyalty, proxy: by }, password === undefined ? undefined : new Secret(password))
  expect([await isKept('hunter2'), await isKept('hunter3'), await isKept(undefined)]).toEqual([true, false, false])
  expect([await isKept('hunter2', 'http://till@other.store:3128'), await isKept(undefined, 'direct')]).toEqual([
    false,
    true,
  ])
})

test.each(['system', 'direct', undefined, 'http://proxy.store:3128'])(
  'with proxy %s the vault is not asked',
  async (by) => {
    const refuse = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
    const passwords = new ProxyPasswords({ ...createMemoryVault(), read: refuse }, true)
    expect(await passwords.load({ ...loyalty, proxy: by })).toBe(false)
    await expect(passwords.load(loyalty)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  },
)

test('an entry that is damaged is no password, and can be replaced', async () => {
  const { passwords, passwordFor, store } = start(new Map([['loyalty.proxy', new Secret('{"proxy":')]]))
  await passwords.load(loyalty)
  expect(passwordFor(loyalty)).toBeUndefined()
  await store('hunter2')
  expect(passwordFor(loyalty)).toBe('hunter2')
})

test.each<[string | undefined, string | undefined, string | undefined]>([
  ['http://till:hunter2@proxy.store:3128', proxy, 'hunter2'],
  ['http://till:a%25b%C3%A9@proxy.store:3128', proxy, 'a%bé'],
  [proxy, proxy, undefined],
  ['http://proxy.store:3128', 'http://proxy.store:3128', undefined],
  ['system', 'system', undefined],
  [undefined, undefined, undefined],
  // What an earlier version let in stays as it is, and is said to be unreadable.
  ['http://wpad/proxy.pac', 'http://wpad/proxy.pac', undefined],
])('the proxy %s of an earlier version', (stored, kept, password) => {
  const divided = divideProxy(stored)
  expect([divided.proxy, divided.password?.reveal()]).toEqual([kept, password])
})
