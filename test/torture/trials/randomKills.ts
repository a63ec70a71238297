import { setTimeout as sleep } from 'node:timers/promises'
import { type DoomedAgent, NotReady } from '#test/torture/agent.ts'
import { Sales } from '#test/torture/sales.ts'
import { Stage } from '#test/torture/stage.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

/** Codes that a customer may get in a day, and the time between two (docs/verification.md). */
const codesPerDay = 10
const codeGapMs = 30_000

/** Changes that go on at the same time, each of its own kind. */
const loops = ['client', 'upstream', 'setting'] as const

/** Kills the agent at random, while it starts and while it works, and looks after each restart what it has kept. */
export const randomKills: Trial = {
  name: 'kills',
  weight: 4,

  async run(context) {
    const stage = await Stage.build(context)
    try {
      const sales = new Sales(stage)
      for (let round = 0; !context.isOver(); round += 1) await runRound(stage, sales, round)
      checkCodes(stage)
    } finally {
      await stage.close()
    }
  },
}

async function runRound(stage: Stage, sales: Sales, round: number): Promise<void> {
  const { context } = stage
  const { random } = context
  const startedAtMs = performance.now()
  const agent = stage.start()
  if (random.chance(0.15) && round > 0) {
    const afterMs = random.below(500)
    await sleep(afterMs)
    await agent.kill()
    context.count('kills while it starts')
    return
  }
  if (!(await isReady(agent, context, round))) return
  context.measure('start after a kill', performance.now() - startedAtMs)
  await stage.inspection.run(agent, 'a kill at random')
  if (round % 10 === 0) stage.inspection.orphanSecrets(stage.dataDir, context.keyring.env, 'a kill at random')
  let isDoomed = false
  const work = Promise.all([
    ...loops.map((kind) => changeUntil(stage, agent, kind, () => isDoomed)),
    sales.sell(agent, () => isDoomed),
    askForCodes(stage, agent, () => isDoomed),
  ])
  await sleep(20 + random.below(500))
  isDoomed = true
  await agent.kill()
  await work
  context.count('kills while it works')
}

/** An agent that does not start again is a finding. */
async function isReady(agent: DoomedAgent, context: TrialContext, round: number): Promise<boolean> {
  try {
    await agent.ready()
    return true
  } catch (thrown) {
    if (!(thrown instanceof NotReady)) throw thrown
    context.found('the agent starts again', thrown.message, { after: round === 0 ? 'its first start' : 'a kill' })
    await agent.kill()
    return false
  }
}

async function changeUntil(
  { changes, context }: Stage,
  agent: DoomedAgent,
  kind: (typeof loops)[number],
  isDoomed: () => boolean,
): Promise<void> {
  while (!isDoomed()) {
    const { name, outcome } = await changes[kind](agent)
    if (outcome === 'cut') {
      if (!isDoomed()) context.found('a change is answered while the agent lives', name)
      return
    }
    context.count('acknowledged changes')
    if (outcome !== 'done')
      context.found(`a change of the ${kind}s is not refused without a reason`, `${name}: ${outcome}`)
  }
}

/** Has codes sent to few customers, as verifications and by the client's own requests. */
async function askForCodes({ context, adminKey }: Stage, agent: DoomedAgent, isDoomed: () => boolean): Promise<void> {
  const headers = { 'Till-Agent-Key': adminKey, 'Content-Type': 'application/json' }
  const post = (path: string, body: object) =>
    fetch(agent.url + path, { method: 'POST', headers, body: JSON.stringify(body) }).then(
      (response) => response.arrayBuffer(),
      () => undefined,
    )
  while (!isDoomed()) {
    const number = 919_999_999_000 + context.random.below(6)
    const identifier = { type: 'mobile', value: `+${number}` }
    await post('/v1/verifications', { upstream: 'codes', identifier })
    await sleep(30)
  }
}

function checkCodes({ codes, context }: Stage): void {
  for (const [customer, times] of codes.sends) {
    context.count('codes sent', times.length)
    if (times.length > codesPerDay) context.found('budgets are not refilled', `${times.length} codes to ${customer}`)
    const gaps = times.slice(1).map((time, at) => time - (times[at] as number))
    const shortest = Math.min(...gaps)
    if (shortest < codeGapMs - 1_000)
      context.found('two codes have their gap between them', `${Math.round(shortest)} ms for ${customer}`)
  }
}
