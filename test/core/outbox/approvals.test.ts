import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { PosEvent } from '#contract/event.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { OfflineApprovals } from '#core/outbox/approval/approvals.ts'
import { createTestClock } from '#test/support/clock.ts'

/** Without a PIN. */
function createApprovals() {
  const settings = createMemorySettings()
  settings.write({ ...settings.read(), outbox: { approval: 'outage', approvalAbove: 100, questionMinutes: 2 } })
  const [clock, changes] = [createTestClock(), new ChangeFeed()]
  const events: PosEvent[] = []
  changes.subscribe(({ event }) => event && events.push(event))
  const managerPin = { isSet: false, confirm: () => Promise.resolve() }
  const audit = { record: () => {} }
  const approvals = new OfflineApprovals({ settings, clock, random: systemRandom, changes, audit, managerPin })
  const ask = (bill: number) =>
    approvals.ask({ upstream: 'loyalty', key: `bill-${bill}`, amount: 500 }, 'amount', 'pos')
  const states = () => approvals.list().map(({ reason, state }) => `${reason} ${state}`)
  return { approvals, clock, events, ask, states }
}

const idOf = ({ extras }: { extras: Readonly<Record<string, unknown>> }) => String(extras.approval)

test('a question is over when nobody answers it in time, which programs hear', async () => {
  const { approvals, clock, events, ask, states } = createApprovals()
  const id = idOf(ask(1))
  await clock.advance(60_000)
  expect(idOf(ask(1))).toBe(id)
  // It waits anew from the last time that it was asked.
  await clock.advance(119_000)
  expect(states()).toEqual(['amount asked'])
  await clock.advance(1_000)
  expect(states()).toEqual([])
  expect(events.at(-1)).toEqual({ type: 'outbox-approval', id, upstream: 'loyalty', state: 'over' })
  await expect(approvals.approve(id, undefined, 'window/anna')).rejects.toMatchObject({ code: 'UNKNOWN_APPROVAL' })
})

test('questions about ever new sales fill no memory, and end nothing that was approved', async () => {
  const { approvals, ask, states } = createApprovals()
  await approvals.approve(idOf(ask(0)), undefined, 'window/anna')
  for (let bill = 1; bill <= 120; bill += 1) ask(bill)
  expect(states().filter((state) => state === 'amount asked')).toHaveLength(100)
  expect(states()).toEqual(expect.arrayContaining(['amount approved', 'outage approved']))
})

test('the end of an outage ends what was asked and approved for its upstream, and for no other', async () => {
  const { approvals, ask, states } = createApprovals()
  await approvals.approve(idOf(ask(0)), undefined, 'window/anna')
  approvals.ask({ upstream: 'orders', key: 'order-1', amount: 500 }, 'amount', 'pos')
  approvals.endOutage('loyalty')
  expect(states()).toEqual(['amount asked'])
})
