import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Simulator, startSimulator } from '#simulator/simulator.ts'
import type { DoomedAgent } from '#test/torture/agent.ts'
import { callThrough } from '#test/torture/callThrough.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

const customers = ['919876543210', '919800000001', '919800000002']
const faults = ['effect, then reset', 'effect, then 503', 'no effect, reset', '429', '521 once'] as const
const maxLifeMs = 1_500
const settleTimeoutMs = 90_000

/** Kills the agent while it sells by the outbox to a cloud that loses answers, and counts effects in the end. */
export const outboxKills: Trial = {
  name: 'outbox-kills',
  weight: 2,
  async run(context) {
    const simulator = await startSimulator()
    const shop = new Shop(context, simulator)
    try {
      // The settings are changed once; each start after that finds them.
      await shop.start().then((agent) => agent.stop(30_000))
      while (!context.isOver()) await shop.liveAndDie()
      await shop.audit()
    } finally {
      await simulator.close()
    }
  },
}

class Shop {
  readonly #context: TrialContext
  readonly #simulator: Simulator
  readonly #key = `ta_pos_${randomBytes(32).toString('base64url')}`
  readonly #dataDir: string
  readonly #provision: string
  readonly #accepted: string[] = []
  readonly #answered: string[] = []
  #serial = 0
  #isProvisioned = false

  constructor(context: TrialContext, simulator: Simulator) {
    const folder = context.newFolder()
    this.#context = context
    this.#simulator = simulator
    this.#dataDir = join(folder, 'data')
    this.#provision = join(folder, 'provisioning.json')
    writeFileSync(this.#provision, JSON.stringify(this.#provisioningFile()), { mode: 0o600 })
  }

  async start(): Promise<DoomedAgent> {
    const provision = this.#isProvisioned ? {} : { provision: this.#provision }
    const agent = await this.#context.startAgent({ dataDir: this.#dataDir, ...provision }).ready()
    this.#isProvisioned = true
    return agent
  }

  async liveAndDie(): Promise<void> {
    const { random } = this.#context
    const agent = await this.start()
    await this.#makeTrouble()
    let isDoomed = false
    const selling = customers.map((customer) => this.#sell(agent, customer, () => isDoomed))
    await sleep(random.below(maxLifeMs))
    isDoomed = true
    await agent.kill()
    await Promise.all(selling)
    this.#context.count('kills while sales went by the outbox')
  }

  /** Lets everything settle, and holds what the cloud did against what was accepted. */
  async audit(): Promise<void> {
    await this.#calm()
    const agent = await this.start()
    const needPerson = await this.#settle(agent)
    await agent.stop(30_000)
    const effects = this.#simulator.effects()
    const timesOf = (bill: string) => effects[`bill ${bill}`] ?? 0
    const twice = Object.entries(effects).filter(([, times]) => times > 1)
    if (twice.length > 0) this.#context.found('a sale takes effect once', JSON.stringify(twice.slice(0, 5)))
    const lost = [...this.#accepted, ...this.#answered].filter((bill) => timesOf(bill) === 0)
    if (lost.length > needPerson) this.#context.found('no accepted sale is lost', `${lost.length}: ${lost.slice(0, 5)}`)
    const order = this.#simulator.effectsInOrder().map((effect) => effect.replace('bill ', ''))
    for (const customer of customers) {
      const own = order.filter((bill) => bill.startsWith(customer))
      const at = own.findIndex((bill, index) => index > 0 && bill < (own[index - 1] as string))
      if (at >= 0) this.#context.found('sales of one customer keep their order', `${own.slice(at - 1, at + 1)}`)
    }
    this.#context.count('sales accepted with 202', this.#accepted.length)
    this.#context.count('sales answered by the cloud', this.#answered.length)
    this.#context.count('entries that needed a person', needPerson)
  }

  /** @returns how many entries wait for a person */
  async #settle(agent: DoomedAgent): Promise<number> {
    const untilMs = performance.now() + settleTimeoutMs
    for (;;) {
      const { entries, counts } = await agent.control.outbox.list({})
      if (counts.open === 0) return counts.needPerson
      if (performance.now() > untilMs) {
        this.#context.found('the outbox empties once the cloud is back', `${counts.open} entries are still open`)
        return counts.needPerson + counts.open
      }
      for (const { id, state } of entries)
        if (state === 'waiting') await agent.control.outbox.resend({ id }).catch(() => {})
      await sleep(500)
    }
  }

  async #sell(agent: DoomedAgent, customer: string, isDoomed: () => boolean): Promise<void> {
    while (!isDoomed()) {
      this.#serial += 1
      const bill = `${customer}-${String(this.#serial).padStart(6, '0')}`
      const sale = { number: bill, amount: 10, billing_time: '2026-11-29 10:00:00', customer: { mobile: customer } }
      const answer = await callThrough({
        ...{ url: `${agent.url}/via/loyalty/v1.1/transaction/add?format=json`, method: 'POST', key: this.#key },
        ...{ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ root: { transaction: [sale] } }) },
        timeoutMs: 40_000,
      })
      if (answer.kind !== 'answer') continue
      if (answer.status === 202) this.#accepted.push(bill)
      else if (answer.status === 200) this.#answered.push(bill)
      else if (answer.fault === 'INTERNAL') this.#context.found('no fault is INTERNAL', answer.body)
    }
  }

  /** One fault a life, for a few of its writes. */
  async #makeTrouble(): Promise<void> {
    const { random } = this.#context
    await this.#calm()
    if (random.chance(0.7))
      this.#simulator.injectFault({ fault: random.anyOf(faults), method: 'POST', times: 1 + random.below(3) })
  }

  async #calm(): Promise<void> {
    await fetch(`${this.#simulator.url}/_simulator/faults`, { method: 'DELETE' }).then((response) => response.text())
  }

  #provisioningFile(): object {
    const allow = ['capillary:record', 'capillary:look-up']
    return {
      limits: { requestsPerSecond: 100_000, burst: 100_000 },
      upstreams: [
        {
          ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: this.#simulator.url },
          ...{ till: 'store.server', password: 'server123', billNumbers: 'unique' },
        },
      ],
      clients: [
        { id: 'pos', name: 'Checkout', key: this.#key, outbox: true, grants: [{ upstream: 'loyalty', allow }] },
      ],
    }
  }
}
