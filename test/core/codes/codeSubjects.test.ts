import { beforeEach, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { countingKeys } from '#core/codes/codeLids.ts'
import { CodeSubjects } from '#core/codes/codeSubjects.ts'
import { Persons } from '#core/codes/persons.ts'
import { SendLog } from '#core/codes/sendLog.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import { defaultCodeRules } from '#core/settings/codes.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { createTestClock } from '#test/support/clock.ts'

const mobile = { type: 'mobile', value: '+919999999993' } as const
const email = { type: 'email', value: 'asha@example.com' } as const
const card: CodeTarget = { type: 'other', value: 'cardnumber 77', query: { kind: 'card', value: '77' } }
const asker = { client: 'pos', upstream: 'loyalty' }

let asked: string[]
let sends: SendLog
let subjects: CodeSubjects

/** Whose mobile number is abroad, where `home` is not India. */
function open(home = 'IN') {
  const clock = createTestClock()
  const settings = createMemorySettings()
  settings.write({ ...settings.read(), store: { country: home } })
  const directory = {
    find: async ({ value }: { value: string }) => {
      asked.push(value)
      return { mobile: '919999999993', email: 'asha@example.com', flags: [] }
    },
  }
  const upstreams = {
    find: () => ({ session: { directory } }) as unknown as Upstream,
    lock: () => true,
    suspect: async () => 'locked' as const,
  }
  asked = []
  sends = new SendLog({ store: createMemoryVerifications(), clock })
  const hasher = async () => ({ customerHash: ({ type, value }: CodeTarget) => `#${type} ${value}` })
  const persons = new Persons({ upstreams, settings, clock })
  subjects = new CodeSubjects({ settings, persons, sends, hasher, rules: () => defaultCodeRules })
}

beforeEach(() => open())

async function count(target: CodeTarget, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) sends.add(countingKeys(await subjects.of(target, asker)))
}

test('a code to a number is counted for the number', async () => {
  expect(await subjects.of(mobile, asker)).toEqual({
    ...{ sentTo: '#mobile +919999999993', channel: 'mobile', person: ['#mobile +919999999993'] },
    ...{ client: 'pos', upstream: 'loyalty', abroad: undefined },
  })
})

test('a code to a card is counted for the number that the upstream sends it to', async () => {
  expect(await subjects.of(card, asker)).toMatchObject({
    ...{ sentTo: '#mobile +919999999993', channel: 'mobile' },
    person: ['#mobile +919999999993', '#email asha@example.com', '#other cardnumber77'],
  })
})

test('the upstream is asked whose a number is once codes to addresses could use up the day', async () => {
  await count(email, 4)
  await count(mobile, 5)
  expect((await subjects.of(mobile, asker)).person).toHaveLength(1)
  expect(asked).toEqual([])
  await count(email, 1)
  expect((await subjects.of(mobile, asker)).person).toEqual(['#mobile +919999999993', '#email asha@example.com'])
  expect((await subjects.of(email, asker)).person).toEqual(['#email asha@example.com', '#mobile +919999999993'])
})

test('in a shop that sends text messages only it never is', async () => {
  await count(mobile, 9)
  await count({ type: 'mobile', value: '+919999999994' }, 50)
  expect(asked).toEqual([])
})

test.each([
  ['a number', mobile, []],
  ['the number of a card', card, ['77']],
])('%s that is abroad is refused, and a number is not even looked up', async (_, target, looked) => {
  open('DE')
  await expect(subjects.allowed(target, asker)).rejects.toMatchObject({ code: 'DESTINATION_REFUSED' })
  expect(asked).toEqual(looked)
  expect(await subjects.of(target, asker)).toMatchObject({ abroad: 'IN' })
})
