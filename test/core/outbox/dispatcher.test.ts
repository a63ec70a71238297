import { expect, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Fault } from '#core/base/fault.ts'
import type { OutboxContents } from '#core/outbox/contents.ts'
import type { Courier } from '#core/outbox/courier.ts'
import { Dispatcher } from '#core/outbox/dispatcher.ts'
import type { OutboxEntry } from '#core/outbox/entry.ts'
import { OutboxRepository } from '#core/outbox/repository.ts'
import { createTestClock } from '#test/support/clock.ts'
import { entryOf, hourMs, states } from './entries.ts'

const sealed = { keyId: 'k', bytes: Buffer.from('sealed') }

/** A dispatcher whose cloud takes everything, on a clock that stands still. */
async function dispatcherOf(given: (now: number) => OutboxEntry, contents: Partial<OutboxContents> = {}) {
  const clock = createTestClock()
  const repository = new OutboxRepository(createMemoryOutbox(), () => {})
  const concerns: string[] = []
  const response = { status: 200, statusText: 'OK', headers: [], body: Buffer.from('{}') }
  const courier = { send: async () => ({ result: { outcome: 'done', status: 200 }, ending: { response } }) }
  const dispatcher = new Dispatcher({
    ...{ repository, clock, random: systemRandom, log: silentLog },
    courier: courier as unknown as Courier,
    contents: contents as OutboxContents,
    onConcern: ({ state }) => concerns.push(state.name),
    onUp: () => {},
  })
  await repository.add(given(clock.now()), sealed)
  dispatcher.start()
  return { clock, repository, concerns }
}

test('an entry that a person was warned of expires in time, with nothing else going on', async () => {
  const { clock, concerns } = await dispatcherOf((now) =>
    entryOf('a', { state: states.held, createdAt: now, expiresAt: now + 72 * hourMs }),
  )
  await clock.advance(49 * hourMs)
  expect(concerns).toEqual(['held'])
  await clock.advance(24 * hourMs)
  expect(concerns).toEqual(['held', 'expired'])
})

test('what became of a sale counts, also where the answer of the cloud cannot be sealed', async () => {
  const { clock, repository } = await dispatcherOf(
    (now) => entryOf('a', { createdAt: now, expiresAt: now + 72 * hourMs }),
    {
      writeOf: async () => ({
        method: 'POST',
        target: '/via/loyalty/x',
        path: '/x',
        query: '',
        headers: [],
        body: Buffer.from('{}'),
      }),
      sealAnswer: () => Promise.reject(new Fault('KEYCHAIN_LOCKED')),
    },
  )
  await clock.advance(1_000)
  expect(repository.find('a')?.state.name).toBe('sent')
})
