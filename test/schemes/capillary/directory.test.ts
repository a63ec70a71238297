import { expect, test } from 'vitest'
import type { HttpRequest } from '#core/network/controlHttp.ts'
import { CustomerLock } from '#schemes/capillary/customerLock.ts'
import { capillaryDirectory } from '#schemes/capillary/directory.ts'
import { createTestClock } from '#test/support/clock.ts'

const asha = { kind: 'mobile', value: '+919999999993' } as const
const page = { status: 404, body: '<html>No such page</html>' }
const v1Found = {
  status: 200,
  body: JSON.stringify({
    response: {
      status: { success: 'true', code: '200' },
      customers: { customer: [{ firstname: 'Asha', item_status: { success: 'true', code: '1000' } }] },
    },
  }),
}
const v2Found = { status: 200, body: '{"id":1,"profiles":[{"firstName":"Asha","source":"INSTORE"}]}' }

/** Whose v1.1 and v2 answer as they are told, and which was asked. */
function startDirectory(answers: { v1: typeof page; v2: typeof page }) {
  const asked: string[] = []
  const clock = createTestClock()
  const http = {
    request: async ({ path }: HttpRequest) => {
      const version = path.startsWith('/v2/') ? 'v2' : 'v1'
      asked.push(version)
      return { kind: 'reply', headers: {}, latencyMs: 1, ...answers[version] } as const
    },
  }
  const till = { authorise: () => [], assess: () => 'pass' as const }
  return { asked, clock, answers, directory: capillaryDirectory(till, http, new CustomerLock(clock), clock) }
}

// One page of anything on the way, and no customer was found until the agent was ended.
test('a 404 where v2 is switched off, too, costs this question alone', async () => {
  const { answers, asked, directory } = startDirectory({ v1: page, v2: { status: 403, body: '' } })
  await expect(directory.find(asha)).rejects.toMatchObject({ code: 'UPSTREAM_ANSWER_INVALID' })
  answers.v1 = v1Found
  expect(await directory.find(asha)).toMatchObject({ name: 'Asha' })
  expect(asked).toEqual(['v1', 'v2', 'v1'])
})

test('where v2 serves and v1.1 does not, v2 alone is asked for an hour', async () => {
  const { asked, clock, directory } = startDirectory({ v1: page, v2: v2Found })
  for (const _ of [1, 2]) expect(await directory.find(asha)).toMatchObject({ name: 'Asha' })
  expect(asked.splice(0)).toEqual(['v1', 'v2', 'v2'])
  await clock.advance(3_600_000)
  await directory.find(asha)
  expect(asked).toEqual(['v1', 'v2'])
})

test('an id that v2 has no name for is asked of v1.1 whatever v2 serves', async () => {
  const { answers, asked, directory } = startDirectory({ v1: page, v2: v2Found })
  expect(await directory.find({ kind: 'user-id', value: '17' })).toBeUndefined()
  await directory.find(asha)
  answers.v1 = v1Found
  expect(await directory.find({ kind: 'user-id', value: '17' })).toMatchObject({ name: 'Asha' })
  expect(asked).toEqual(['v1', 'v1', 'v2', 'v1'])
})
