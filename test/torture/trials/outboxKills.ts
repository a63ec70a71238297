import { setTimeout as sleep } from 'node:timers/promises'
import type { DoomedAgent } from '#test/torture/agent.ts'
import { OutboxShop } from '#test/torture/outboxShop.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

const faults = ['effect, then reset', 'effect, then 503', 'no effect, reset', '429', '521 once'] as const
/** A till keeps what is over for days, and reads it at each start: another one begins after so many lives of the agent. */
const livesPerShop = 100
/** An agent that starts waits more than it computes. */
const maxShops = 4
const maxSellingMs = 400
/** About as long as a start takes: some agents are killed while they go through what the one before has left. */
const maxStartMs = 500
/** A life makes more steps than that: writes to the files of the outbox, and reads and writes on its connections. */
const maxSteps = { disk: 60, cloud: 30, till: 40 }
const shimPlaces = { disk: 'outbox.sqlite', cloud: 'wire-cloud', till: 'wire-till' }
const stepNames = {
  disk: 'a write or sync of the outbox',
  cloud: 'a read or write on a connection to the cloud',
  till: 'a read or write on a connection of the till',
}
/** From the first answer on, for a step that does not come. */
const stepTimeoutMs = 800
/** Where the line is cut, or all of it waits. */
const trafficTimeoutMs = 3_000
/** A cloud is killed a moment after something has come to it for the nth time. */
const maxArrivals = 12
const maxAtWorkMs = 15

/**
 * Kills the agent while it sells by the outbox: at any moment, while it starts, before or after each write, sync and change of
 * length of the outbox's files, and before or after each read and write on its connections to the cloud and to the till. The
 * cloud is killed too, at any moment and at steps of its own. Meanwhile the line breaks, and the cloud loses answers. In the end
 * bookings are counted.
 */
export const outboxKills: Trial = {
  name: 'outbox-kills',
  weight: 2,
  async run(context) {
    const killed = { agents: 0, clouds: 0 }
    const isDone = () =>
      context.kills === undefined ? context.isOver() : killed.agents + killed.clouds >= context.kills
    const tell = () =>
      context.log(`${killed.agents} kills of an agent, ${killed.clouds} of a cloud, ${context.findings} findings`)
    const counting: Counting = {
      goesOn: () => !isDone(),
      onAgentKilled: () => {
        killed.agents += 1
        if (killed.agents % livesPerShop === 0) tell()
      },
      onCloudKilled: () => {
        killed.clouds += 1
      },
    }
    const keepShops = async () => {
      while (!isDone()) {
        // The other shops go on: what they find is not lost with this one.
        await keepShop(context, counting).catch((thrown: Error) =>
          context.found('the trial goes through', `${thrown.stack}`),
        )
        tell()
      }
    }
    const shops = context.kills === undefined || context.kills <= livesPerShop ? 1 : maxShops
    await Promise.all(Array.from({ length: shops }, keepShops))
  },
}

interface Counting {
  goesOn(): boolean
  onAgentKilled(): void
  onCloudKilled(): void
}

async function keepShop(context: TrialContext, { goesOn, onAgentKilled, onCloudKilled }: Counting): Promise<void> {
  // Where a number would be taken twice, what is unclear is left alone for half a minute, which a short run has not.
  const areBillsUnique = context.kills === undefined || context.random.chance(0.7)
  const shop = await OutboxShop.open(context, areBillsUnique, onCloudKilled)
  try {
    for (let life = 0; life < livesPerShop && goesOn(); life += 1) {
      await new Life(context, shop).run()
      onAgentKilled()
    }
    await shop.audit()
  } finally {
    await shop.close()
  }
}

/** One agent, from its start to its death. */
class Life {
  readonly #context: TrialContext
  readonly #shop: OutboxShop
  readonly #firstAnswer = Promise.withResolvers<void>()
  readonly #death = Promise.withResolvers<void>()
  #isDead = false

  constructor(context: TrialContext, shop: OutboxShop) {
    this.#context = context
    this.#shop = shop
  }

  async run(): Promise<void> {
    const { random } = this.#context
    await this.#shop.calm()
    await this.#makeTrouble()
    const killing = this.#killTheCloud()
    const end = random.below(10)
    if (end < 1) await this.#dieWhileStarting()
    else if (end < 6 && this.#shop.hasSteps) await this.#dieAtStep()
    else await this.#dieAtAnyMoment()
    await killing
  }

  async #dieWhileStarting(): Promise<void> {
    const agent = this.#shop.start()
    await sleep(this.#context.random.below(maxStartMs))
    await this.#kill(agent)
    this.#context.count('kills of the agent while it started')
  }

  async #dieAtAnyMoment(): Promise<void> {
    const agent = await this.#shop.startReady(() => this.#shop.start())
    const selling = this.#sell(agent)
    // The first sale opens the database and the keychain, and takes longest.
    if (this.#context.random.chance(0.8)) await Promise.race([this.#atWork(), agent.ended])
    await sleep(this.#context.random.below(maxSellingMs))
    await this.#kill(agent)
    await selling
    this.#context.count('kills of the agent at any moment')
  }

  async #dieAtStep(): Promise<void> {
    const { random } = this.#context
    const place = random.anyOf(['disk', 'disk', 'cloud', 'till'] as const)
    const action = random.anyOf(['kill', 'killafter'] as const)
    const agent = this.#shop.start(`any@${shimPlaces[place]}:${action}:${1 + random.below(maxSteps[place])}`)
    const selling = agent.ready().then(
      () => this.#sell(agent),
      // Killed before it was ready, or not ready in time.
      () => void agent.kill(),
    )
    const late = this.#atWork().then(() => sleep(stepTimeoutMs, undefined, { ref: false }))
    await Promise.race([agent.ended, late])
    const hasMet = agent.process.hasEnded
    await this.#kill(agent)
    await selling
    this.#context.count(
      hasMet ? `kills of the agent before or after ${stepNames[place]}` : 'kills of the agent at any moment',
    )
  }

  /** In most lives something goes to the cloud first: on a busy machine an agent would be killed before, again and again. */
  async #atWork(): Promise<void> {
    const traffic = this.#context.random.chance(0.7) ? this.#shop.gate.traffic() : undefined
    await this.#firstAnswer.promise
    if (traffic) await Promise.race([traffic, sleep(trafficTimeoutMs, undefined, { ref: false })])
  }

  async #kill(agent: DoomedAgent): Promise<void> {
    this.#die()
    await agent.kill()
  }

  #die(): void {
    this.#isDead = true
    this.#death.resolve()
  }

  async #sell(agent: DoomedAgent): Promise<void> {
    void agent.ended.then(() => this.#die())
    const breaking = this.#breakTheLine()
    // Else what has failed some times waits longer than an agent lives here.
    if (this.#context.random.chance(0.7)) void agent.control.outbox.sendNow({}).catch(() => {})
    await this.#shop.sell(
      agent,
      () => this.#isDead,
      () => this.#firstAnswer.resolve(),
    )
    await breaking
  }

  /** In half of the lives, again and again, while it is at work. */
  async #killTheCloud(): Promise<void> {
    const { random } = this.#context
    if (!random.chance(0.5)) return
    while (!this.#isDead) {
      for (let left = 1 + random.below(maxArrivals); left > 0 && !this.#isDead; left -= 1)
        await Promise.race([this.#shop.gate.traffic(), this.#death.promise])
      await sleep(random.below(maxAtWorkMs))
      this.#shop.cloud.kill()
    }
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
  async #makeTrouble(): Promise<void> {
    const { random } = this.#context
    if (!random.chance(0.5)) return
    await this.#shop.cloud.injectFault({ fault: random.anyOf(faults), method: 'POST', times: 1 + random.below(3) })
  }
}
