import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import { Persons } from '#core/codes/persons.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { DirectoryCustomer, DirectoryQuery } from '#core/scheme/customerDirectory.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { createTestClock } from '#test/support/clock.ts'

const mobile = { type: 'mobile', value: '+919999999993' } as const
const email = { type: 'email', value: 'asha@example.com' } as const
const card: CodeTarget = { type: 'other', value: 'cardnumber77', query: { kind: 'card', value: '77' } }
const asha: DirectoryCustomer = { mobile: '919999999993', email: 'Asha@Example.com', flags: [] }

/** @param find answers in place of the upstream's directory; `undefined`: the upstream has none */
function open(find: ((query: DirectoryQuery) => Promise<DirectoryCustomer | undefined>) | undefined) {
  const clock = createTestClock()
  const settings = createMemorySettings()
  settings.write({ ...settings.read(), store: { country: 'IN' } })
  const asked: DirectoryQuery[] = []
  const locked: string[] = []
  const directory = find && {
    find: (query: DirectoryQuery) => {
      asked.push(query)
      return find(query)
    },
  }
  const upstreams = {
    find: () => ({ session: { directory } }) as unknown as Upstream,
    lock: (id: string) => locked.push(id) > 0,
    suspect: async () => 'locked' as const,
  }
  const persons = new Persons({ upstreams, settings, clock })
  return { clock, settings, asked, locked, of: (target: CodeTarget) => persons.identifiersOf('loyalty', target) }
}

test.each([
  ['a number, with the address', mobile, [mobile, email]],
  ['an address, with the number', email, [email, mobile]],
  ['a card: the code goes to the number', card, [mobile, email, card]],
])('the upstream tells who has %s', async (_, target, identifiers) => {
  expect(await open(async () => asha).of(target)).toEqual(identifiers)
})

test.each([
  ['has no directory', undefined],
  ['knows nobody', async () => undefined],
  ['does not answer', () => Promise.reject(new Fault('UPSTREAM_UNREACHABLE'))],
])('an upstream that %s leaves the target by itself', async (_, find) => {
  expect(await open(find).of(mobile)).toEqual([mobile])
})

test('an identifier that the directory has no query for is not asked about', async () => {
  const { asked, of } = open(async () => asha)
  const other: CodeTarget = { type: 'other', value: 'username asha' }
  expect(await of(other)).toEqual([other])
  expect(asked).toEqual([])
})

test('the upstream is asked once in ten minutes, and again a minute after it did not answer', async () => {
  let isDown = true
  const { asked, clock, of } = open(async () => {
    if (isDown) throw new Fault('UPSTREAM_BUSY')
    return asha
  })
  await of(mobile)
  await of(mobile)
  expect(asked).toHaveLength(1)
  isDown = false
  await clock.advance(60_000)
  expect(await of(mobile)).toEqual([mobile, email])
  await clock.advance(10 * 60_000 - 1)
  await of(mobile)
  expect(asked).toHaveLength(2)
  await clock.advance(1)
  await of(mobile)
  expect(asked).toHaveLength(3)
})

test('a code does not wait for a directory that hangs', async () => {
  const { clock, of } = open(() => new Promise(() => {}))
  const identifiers = of(mobile)
  await clock.advance(3_000)
  expect(await identifiers).toEqual([mobile])
})

test('a credential that is refused locks the upstream', async () => {
  const { locked, of } = open(() => Promise.reject(new Fault('CREDENTIAL_REFUSED')))
  await expect(of(mobile)).rejects.toMatchObject({ code: 'UPSTREAM_LOCKED' })
  expect(locked).toEqual(['loyalty'])
})

test('what was told is forgotten when the name of the upstream goes to another, and the oldest when it is too much', async () => {
  const { asked, settings, of } = open(async () => asha)
  await of(mobile)
  settings.write({
    ...settings.read(),
    upstreams: [{ id: 'loyalty', scheme: 's', baseUrl: 'https://a', settings: {}, createdAt: 1 }],
  })
  await of(mobile)
  expect(asked).toHaveLength(2)
  for (let n = 0; n < 999; n += 1) await of({ type: 'email', value: `${n}@example.com` })
  await of(mobile)
  expect(asked).toHaveLength(2 + 999)
  await of({ type: 'email', value: 'one.more@example.com' })
  await of(mobile)
  expect(asked).toHaveLength(2 + 999 + 2)
})
