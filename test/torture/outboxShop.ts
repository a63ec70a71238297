import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newVaultKey } from '#adapters/keychain/fileVault.ts'
import type { OutboxList } from '#contract/outbox/entry.ts'
import { type DoomedAgent, NotReady } from './agent.ts'
import { callThrough } from './callThrough.ts'
import { type Doom, DoomedCloud, doomSteps } from './doomedCloud.ts'
import type { ForkServer } from './forkServer.ts'
import { type Gate, openGate } from './gate.ts'
import { canInject, FaultShim } from './shim.ts'
import type { TrialContext } from './trial.ts'

const customers = ['919876543210', '919800000001', '919800000002', '919800000003', '919800000004']
/** An entry that failed again and again waits for minutes. */
const settleTimeoutMs = 600_000
/** Between two sales of a customer, at most. */
const maxPauseMs = 80
/** Until a cloud that was killed is started again, at most. */
const maxGoneMs = 150
/** A cloud that kills itself does so at one of so many writes. */
const maxWrite = 4

/** A till that sells by the outbox, its cloud and the line between them, and the record of what was accepted. */
export class OutboxShop {
  readonly cloud: DoomedCloud
  readonly gate: Gate
  readonly folder: string
  readonly dataDir: string
  readonly #context: TrialContext
  readonly #key = `ta_pos_${randomBytes(32).toString('base64url')}`
  readonly #provision: string
  /** A keychain's daemon would take longer than the agent does, and is tried by others. */
  readonly #vaultKey: string
  /** Id of the entry by number of the bill. */
  readonly #accepted = new Map<string, string>()
  readonly #answered: string[] = []
  /** Whether the cloud takes the number of a bill once. Where it would take it twice, the agent alone prevents that. */
  readonly #areBillsUnique: boolean
  #shim: FaultShim | undefined
  #forks: ForkServer | undefined
  #serial = 0
  #isProvisioned = false

  private constructor(context: TrialContext, folder: string, areBillsUnique: boolean, cloud: DoomedCloud, gate: Gate) {
    this.#context = context
    this.#areBillsUnique = areBillsUnique
    this.cloud = cloud
    this.gate = gate
    this.folder = folder
    this.dataDir = join(this.folder, 'data')
    this.#provision = join(this.folder, 'provisioning.json')
    this.#vaultKey = join(this.folder, 'vault-key')
    writeFileSync(this.#vaultKey, newVaultKey().reveal(), { mode: 0o600 })
    writeFileSync(this.#provision, JSON.stringify(this.#provisioningFile()), { mode: 0o600 })
  }

  /** @param onCloudKilled called with each kill of the cloud */
  static async open(context: TrialContext, areBillsUnique: boolean, onCloudKilled: () => void): Promise<OutboxShop> {
    const { random, processes } = context
    const folder = context.newFolder()
    const cloud = await DoomedCloud.open({
      ...{ processes, folder: context.newFolder() },
      assumptions: { transactionUniqueness: areBillsUnique ? 'organisation' : 'off' },
      nextDoom: (): Doom | undefined =>
        random.chance(0.5) ? { step: random.anyOf(doomSteps), nth: 1 + random.below(maxWrite) } : undefined,
      nextPauseMs: () => random.below(maxGoneMs),
      onKilled: (when) => {
        context.count(`kills of the cloud ${when}`)
        onCloudKilled()
      },
    })
    const shop = new OutboxShop(context, folder, areBillsUnique, cloud, await openGate(() => cloud.port))
    // The settings are changed once; each start after that finds them.
    await shop.startReady().then((agent) => agent.stop(30_000))
    shop.#isProvisioned = true
    shop.#makeForks()
    return shop
  }

  async close(): Promise<void> {
    this.#forks?.close()
    this.#shim?.close()
    await this.gate.close()
    await this.cloud.close()
  }

  /** Whether an agent can be killed at a step. */
  get hasSteps(): boolean {
    return this.#shim !== undefined
  }

  /** Does not wait until it is ready. @param rules of the shim, for the step at which it is killed */
  start(rules = ''): DoomedAgent {
    this.#shim?.arm(rules)
    const forked = this.#forks && { process: this.#forks.start() }
    return this.#context.startAgent({ dataDir: this.dataDir, vaultKey: this.#vaultKey, ...forked })
  }

  /** A start that took longer than a minute is one more kill: the machine has too much to do. */
  async startReady(start = () => this.#startAlone()): Promise<DoomedAgent> {
    for (;;) {
      const agent = start()
      try {
        return await agent.ready()
      } catch (thrown) {
        if (!(thrown instanceof NotReady) || thrown.end !== 'still running') throw thrown
        await agent.kill()
        this.#context.count('starts that took longer than a minute')
      }
    }
  }

  /** Loads the program anew, and knows no shim. */
  #startAlone(): DoomedAgent {
    const provision = this.#isProvisioned ? {} : { provision: this.#provision }
    return this.#context.startAgent({ dataDir: this.dataDir, vaultKey: this.#vaultKey, ...provision })
  }

  #makeForks(): void {
    if (!canInject()) return
    const { folder, dataDir } = this
    const shim = new FaultShim(folder, dataDir, this.gate.port)
    this.#shim = shim
    this.#forks = this.#context.openForkServer({ folder, dataDir, shim, vaultKey: this.#vaultKey })
  }

  /** Each customer buys, again and again. @param onAnswer called with each answer */
  async sell(agent: DoomedAgent, isDoomed: () => boolean, onAnswer: () => void): Promise<void> {
    await Promise.all(customers.map((customer) => this.#sellTo(agent, customer, isDoomed, onAnswer)))
  }

  /** Ends every fault of the cloud, and brings the line back. */
  async calm(): Promise<void> {
    await this.gate.restore()
    await this.cloud.clearFaults()
  }

  /** Lets everything settle, and holds what the cloud did against what was accepted. */
  async audit(): Promise<void> {
    await this.gate.restore()
    await this.cloud.makePeace()
    const agent = await this.startReady()
    const forPerson = await this.#settle(agent).catch(async (thrown) => {
      const { code, signal, stderr } = await agent.ended
      this.#context.found('an agent that no harm is done to goes on', `${thrown}: ${code ?? signal}, ${stderr}`)
      return new Set<string>()
    })
    await agent.stop(30_000)
    const order = this.cloud.bookings()
    const done = new Set(order)
    const twice = order.filter((bill, at) => order.indexOf(bill) !== at)
    if (twice.length > 0) this.#context.found('a sale takes effect once', JSON.stringify(twice.slice(0, 5)))
    const unsaid = this.#answered.filter((bill) => !done.has(bill))
    const lost = [...this.#accepted].filter(([bill, id]) => !done.has(bill) && !forPerson.has(id)).map(([bill]) => bill)
    if (lost.length + unsaid.length > 0)
      this.#context.found('no accepted sale is lost', JSON.stringify({ lost: lost.slice(0, 5), unsaid }))
    for (const customer of customers) {
      const own = order.filter((bill) => bill.startsWith(customer))
      const at = own.findIndex((bill, index) => index > 0 && bill < (own[index - 1] as string))
      if (at >= 0) this.#context.found('sales of one customer keep their order', `${own.slice(at - 1, at + 1)}`)
    }
    this.#context.count('sales accepted with 202', this.#accepted.size)
    this.#context.count('sales answered by the cloud', this.#answered.length)
    this.#context.count('sales that took effect', done.size)
    this.#context.count('entries that needed a person', forPerson.size)
    this.#context.count(
      `tills audited whose cloud ${this.#areBillsUnique ? 'takes' : 'does not take'} a bill number once`,
    )
  }

  /** @returns ids of the entries that wait for a person */
  async #settle(agent: DoomedAgent): Promise<Set<string>> {
    const untilMs = performance.now() + settleTimeoutMs
    for (;;) {
      const counts = await agent.control.outbox.counts({})
      const isLate = performance.now() > untilMs
      if (counts.open === 0 || isLate) {
        if (isLate)
          this.#context.found('the outbox empties once the cloud is back', `${counts.open} entries are still open`)
        return this.#forPerson(agent)
      }
      await agent.control.outbox.sendNow({})
      await sleep(300)
    }
  }

  async #forPerson(agent: DoomedAgent): Promise<Set<string>> {
    const ids = new Set<string>()
    for (let after: number | undefined = 0; after !== undefined; ) {
      const part: OutboxList = await agent.control.outbox.list({ limit: 1_000, after })
      for (const { id, needsPerson } of part.entries) if (needsPerson) ids.add(id)
      after = part.next
    }
    return ids
  }

  async #sellTo(agent: DoomedAgent, customer: string, isDoomed: () => boolean, onAnswer: () => void): Promise<void> {
    while (!isDoomed()) {
      this.#serial += 1
      const bill = `${customer}-${String(this.#serial).padStart(7, '0')}`
      const sale = { number: bill, amount: 10, billing_time: '2026-11-29 10:00:00', customer: { mobile: customer } }
      const answer = await callThrough({
        ...{ url: `${agent.url}/via/loyalty/v1.1/transaction/add?format=json`, method: 'POST', key: this.#key },
        ...{ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ root: { transaction: [sale] } }) },
        timeoutMs: 40_000,
      })
      if (answer.kind !== 'answer') continue
      onAnswer()
      if (answer.status === 202) this.#accepted.set(bill, JSON.parse(answer.body).id)
      else if (answer.status === 200) this.#answered.push(bill)
      else if (answer.fault === 'INTERNAL') this.#context.found('no fault is INTERNAL', answer.body)
      await sleep(this.#context.random.below(maxPauseMs))
    }
  }

  #provisioningFile(): object {
    const allow = ['capillary:record', 'capillary:look-up']
    return {
      limits: { requestsPerSecond: 100_000, burst: 100_000, outboxEntries: 100_000 },
      upstreams: [
        {
          ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: this.gate.url },
          ...{ till: 'store.server', password: 'server123' },
          billNumbers: this.#areBillsUnique ? 'unique' : 'not-unique',
        },
      ],
      clients: [
        { id: 'pos', name: 'Checkout', key: this.#key, outbox: true, grants: [{ upstream: 'loyalty', allow }] },
      ],
    }
  }
}
