import { setTimeout as sleep } from 'node:timers/promises'
import type { DoomedAgent } from '#test/torture/agent.ts'
import { OutboxShop } from '#test/torture/outboxShop.ts'
import { canInject, FaultShim } from '#test/torture/shim.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

const faults = ['effect, then reset', 'effect, then 503', 'no effect, reset', '429', '521 once'] as const
/** A till keeps what is over for days, and reads it at each start: another one begins after so many kills. */
const killsPerShop = 200
/** An agent that starts waits more than it computes. */
const maxShops = 4
const maxSellingMs = 500
/** About as long as a start takes: some agents are killed while they go through what the one before has left. */
const maxStartMs = 600
/** A life writes to the files of the outbox more often. */
const maxStep = 60
/** From the first answer on, for a step that does not come. */
const stepTimeoutMs = 1_000

/**
 * Kills the agent while it sells by the outbox: at any moment, while it starts, and before or after each write, sync and change of
 * length of the outbox's files. Meanwhile the line breaks, and the cloud loses answers. In the end it counts effects.
 */
export const outboxKills: Trial = {
  name: 'outbox-kills',
  weight: 2,
  async run(context) {
    let killed = 0
    const isDone = () => (context.kills === undefined ? context.isOver() : killed >= context.kills)
    const keepShops = async () => {
      while (!isDone()) {
        const goesOn = () => {
          const isNext = !isDone()
          if (isNext) killed += 1
          return isNext
        }
        // The other shops go on: what they find is not lost with this one.
        await keepShop(context, goesOn).catch((thrown: Error) =>
          context.found('the trial goes through', `${thrown.stack}`),
        )
        context.log(`${killed} kills, ${context.findings} findings`)
      }
    }
    const shops = context.kills === undefined || context.kills <= killsPerShop ? 1 : maxShops
    await Promise.all(Array.from({ length: shops }, keepShops))
  },
}

/** @param goesOn whether to kill once more */
async function keepShop(context: TrialContext, goesOn: () => boolean): Promise<void> {
  const shop = await OutboxShop.open(context)
  const shim = canInject() ? new FaultShim(shop.folder, shop.dataDir) : undefined
  try {
    for (let kill = 0; kill < killsPerShop && goesOn(); kill += 1) await new Life(context, shop, shim).run()
    await shop.audit()
  } finally {
    shim?.close()
    await shop.close()
  }
}

/** One agent, from its start to its death. */
class Life {
  readonly #context: TrialContext
  readonly #shop: OutboxShop
  readonly #shim: FaultShim | undefined
  readonly #firstAnswer = Promise.withResolvers<void>()
  #isDead = false

  constructor(context: TrialContext, shop: OutboxShop, shim: FaultShim | undefined) {
    this.#context = context
    this.#shop = shop
    this.#shim = shim
  }

  async run(): Promise<void> {
    const { random } = this.#context
    await this.#shop.calm()
    this.#makeTrouble()
    const end = random.below(10)
    if (end < 1) await this.#dieWhileStarting()
    else if (end < 5 && this.#shim) await this.#dieAtStep(this.#shim)
    else await this.#dieAtAnyMoment()
  }

  async #dieWhileStarting(): Promise<void> {
    const agent = this.#shop.start()
    await sleep(this.#context.random.below(maxStartMs))
    await this.#kill(agent)
    this.#context.count('kills while it started')
  }

  async #dieAtAnyMoment(): Promise<void> {
    const agent = await this.#shop.startReady()
    const selling = this.#sell(agent)
    // The first sale opens the database and the keychain, and takes longest.
    if (this.#context.random.chance(0.8)) await Promise.race([this.#firstAnswer.promise, agent.ended])
    await sleep(this.#context.random.below(maxSellingMs))
    await this.#kill(agent)
    await selling
    this.#context.count('kills at any moment')
  }

  async #dieAtStep(shim: FaultShim): Promise<void> {
    const { random, keyring } = this.#context
    const action = random.anyOf(['kill', 'killafter'] as const)
    shim.arm(`any@outbox.sqlite:${action}:${1 + random.below(maxStep)}`)
    const agent = this.#shop.start({ ...keyring.env, ...shim.env })
    const selling = agent.ready().then(
      () => this.#sell(agent),
      // Killed before it was ready, or not ready in time.
      () => void agent.kill(),
    )
    const late = this.#firstAnswer.promise.then(() => sleep(stepTimeoutMs, undefined, { ref: false }))
    await Promise.race([agent.ended, late])
    const hasMet = agent.child.signalCode !== null
    await this.#kill(agent)
    await selling
    this.#context.count(hasMet ? 'kills before or after a write or sync of the outbox' : 'kills at any moment')
  }

  async #kill(agent: DoomedAgent): Promise<void> {
    this.#isDead = true
    await agent.kill()
  }

  async #sell(agent: DoomedAgent): Promise<void> {
    void agent.ended.then(() => {
      this.#isDead = true
    })
    const breaking = this.#breakTheLine()
    await this.#shop.sell(
      agent,
      () => this.#isDead,
      () => this.#firstAnswer.resolve(),
    )
    await breaking
  }

  /** In some lives, once: for a moment, or for good. */
  async #breakTheLine(): Promise<void> {
    const { random } = this.#context
    if (!random.chance(0.3)) return
    await sleep(random.below(maxSellingMs))
    await this.#shop.gate.cut()
    this.#context.count('times that the cloud was cut off')
    await sleep(random.below(maxSellingMs))
    if (random.chance(0.5)) await this.#shop.gate.restore()
  }

  /** One fault a life, for a few of its writes. */
  #makeTrouble(): void {
    const { random } = this.#context
    if (!random.chance(0.5)) return
    this.#shop.simulator.injectFault({ fault: random.anyOf(faults), method: 'POST', times: 1 + random.below(3) })
  }
}
