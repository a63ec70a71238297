import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createZip } from '#adapters/system/zip.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import type { OutboxStore } from '#core/outbox/store.ts'
import { activityOf } from '#core/updates/activity.ts'
import { startOutboxTill } from '#test/support/outboxTill.ts'

test('the support bundle tells of the outbox how much it holds, and nothing of what', async () => {
  const till = await startOutboxTill({ deps: { archive: createZip } })
  till.simulator.injectFault({ fault: '429' })
  const response = await till.sell('BILL-CANARY', { customer: '919812345678', amount: 4711.25 })
  const { id } = (await response.json()) as { id: string }
  await till.agent.outbox.decisions.hold(id)
  const { content } = await till.agent.supportBundle.make(bundleWords)
  const files = Object.values(unzipSync(Buffer.from(content, 'base64'))).map((file) => strFromU8(file))
  const text = files.join('\n')
  expect(text).toMatch(/"outbox":\s*\{\s*"open":\s*1,\s*"needPerson":\s*0/)
  for (const secret of ['BILL-CANARY', '919812345678', '4711.25']) expect(text).not.toContain(secret)
})

test('an update waits for what the outbox sends, until what came of it is on the disk', async () => {
  const { promise: written, resolve: write } = Promise.withResolvers<void>()
  const store = createMemoryOutbox()
  const remove: OutboxStore['remove'] = async (ids) => {
    await written
    await store.remove(ids)
  }
  const till = await startOutboxTill({ deps: { outbox: { ...store, remove } } })
  await (await till.sell('B-1')).text()
  expect(activityOf(till.agent)).toMatchObject({ requestsUnderWay: 1 })
  write()
  await expect.poll(() => activityOf(till.agent)).toMatchObject({ requestsUnderWay: 0 })
})
