import { describe, expect, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import type { OutboxStore } from '#core/outbox/store.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'
import { SeededRandom } from '#test/support/seededRandom.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

/** It stands in the name of the test, and `TORTURE_SEED` tries another one. */
const seed = Number(process.env.TORTURE_SEED ?? 733_446_970)
const crashes = 150
const customers = ['919876543210', '919800000001']
const faults = ['effect, then reset', 'effect, then 503', 'no effect, reset', '429', '521 once'] as const

/** The steps at which an agent ends: before or after one of its calls of the store counts. */
type Step = { call: number; when: 'before' | 'after' }

interface DyingStore extends OutboxStore {
  died: Promise<void>
  /** What the dead agent still waits for fails, so that this process can let go of it. */
  bury(): void
}

/** A store whose agent ends at a step: what it asks for from then on is not done, nor answered before its burial. */
function dyingStore(store: OutboxStore, step: Step): DyingStore {
  const { promise: died, resolve: die } = Promise.withResolvers<void>()
  const { promise: never, reject } = Promise.withResolvers<never>()
  never.catch(() => {})
  let calls = 0
  let isDead = false
  const dying =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isDead) return never
      calls += 1
      const isLast = calls === step.call
      if (isLast) isDead = true
      if (isLast && step.when === 'before') {
        die()
        return never
      }
      const result = await call(...args)
      if (!isLast) return isDead ? never : result
      die()
      return never
    }
  return {
    ...store,
    died,
    bury: () => {
      isDead = true
      die()
      reject(new Fault('OUTBOX_UNAVAILABLE', 'The agent is dead.'))
    },
    read: dying(store.read),
    append: dying(store.append),
    update: dying(store.update),
    remove: dying(store.remove),
    recordOutcomes: dying(store.recordOutcomes),
    close: async () => {},
  }
}

class Shop {
  readonly accepted: string[] = []
  readonly answered: string[] = []
  readonly #random: SeededRandom
  #serial = 0

  constructor(random: SeededRandom) {
    this.#random = random
  }

  /** Sales of one customer, one after another, until the agent is gone. */
  async sell(till: OutboxTill, died: Promise<undefined>): Promise<void> {
    const customer = customers[this.#random.below(customers.length)] as string
    for (let sales = 1 + this.#random.below(5); sales > 0; sales -= 1) {
      this.#serial += 1
      const bill = `${customer.slice(-1)}-${String(this.#serial).padStart(6, '0')}`
      const response = await Promise.race([till.sell(bill, { customer }).catch(() => undefined), died])
      if (!response) return
      if (response.status === 202) this.accepted.push(bill)
      else if (response.status === 200) this.answered.push(bill)
    }
  }
}

function effectsOf(simulator: Simulator): { bill: string; times: number }[] {
  return Object.entries(simulator.effects()).map(([key, times]) => ({ bill: key.replace('bill ', ''), times }))
}

describe('an agent that ends at any step', { retry: 0 }, () => {
  test.each([
    ['that takes a bill number once', 'unique', 'organisation'],
    ['that would take it twice', 'not-unique', 'off'],
  ] as const)(
    `gives each accepted sale one effect, in order, at a cloud %s: ${crashes} ends, seed ${seed}`,
    async (_, billNumbers, transactionUniqueness) => {
      const random = new SeededRandom(seed)
      const simulator = await startTestSimulator({ assumptions: { transactionUniqueness } })
      const [settings, vault, store] = [createMemorySettings(), createMemoryVault(), createMemoryOutbox()]
      const shop = new Shop(random)
      let skippedMs = 0
      const start = async (outbox: OutboxStore) => {
        const till = await startOutboxTill({ settings, vault, billNumbers, cloud: simulator, deps: { outbox } })
        till.clock.skip(skippedMs)
        return till
      }
      for (let end = 0; end < crashes; end += 1) {
        const dying = dyingStore(store, {
          call: 1 + random.below(24),
          when: random.below(2) === 0 ? 'before' : 'after',
        })
        const died = dying.died.then(() => undefined)
        const till = await start(dying)
        const fault = faults[random.below(faults.length * 3)]
        if (fault) simulator.injectFault({ fault, method: 'POST', times: 1 + random.below(2) })
        skippedMs += 70_000
        till.clock.skip(70_000)
        till.agent.changes.publish('upstreams')
        await shop.sell(till, died)
        // As the system does with the sockets of a process that was killed.
        await till.agent.upstreams.close()
        dying.bury()
        await till.close()
      }
      simulator.injectFault({ fault: 'slow', delayMs: 1 })
      const last = await start(store)
      const left = await last.settled()

      const effects = effectsOf(simulator)
      const forPerson = new Set(left.filter(({ needsPerson }) => needsPerson).map(({ requestId }) => requestId))
      expect(effects.filter(({ times }) => times !== 1)).toEqual([])
      const done = new Set(effects.map(({ bill }) => bill))
      const lost = [...shop.accepted, ...shop.answered].filter((bill) => !done.has(bill))
      expect({ lost, forPerson: forPerson.size }).toEqual({ lost: [], forPerson: 0 })
      const inOrder = simulator.effectsInOrder().map((effect) => effect.replace('bill ', ''))
      for (const mark of ['0', '1']) {
        const own = inOrder.filter((bill) => bill.startsWith(mark))
        expect(own).toEqual(own.toSorted())
      }
      // The trial was one: some were kept, some answered, and some of unknown effect.
      expect(shop.accepted.length).toBeGreaterThan(crashes / 20)
      expect(shop.answered.length).toBeGreaterThan(crashes / 20)
    },
  )
})
