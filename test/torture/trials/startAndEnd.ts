import { type DoomedAgent, NotReady } from '#test/torture/agent.ts'
import type { AgentEnd } from '#test/torture/agentProcess.ts'
import { faultCodeIn } from '#test/torture/errorLine.ts'
import { canInject, FaultShim, type Step } from '#test/torture/shim.ts'
import { Stage } from '#test/torture/stage.ts'
import { errorsAt, killsAt, type StepFault } from '#test/torture/stepFaults.ts'
import type { Trial } from '#test/torture/trial.ts'

const endTimeoutMs = 10_000

type Moment = 'first start' | 'start' | 'end'
type Plan = { moment: Moment; fault: StepFault }

/** Kills the agent, and makes the disk fail, at each step of its first start, its next start and its orderly end. */
export const startAndEnd: Trial = {
  name: 'start-and-end',
  weight: 2,
  skipReason: () => (canInject() ? undefined : 'system calls can be made to fail only on Linux with gcc'),

  async run(context) {
    const stage = await Stage.build(context)
    const shim = new FaultShim(stage.folder, stage.dataDir)
    try {
      const trial = new FaultyMoments(stage, shim)
      const plans = context.random.shuffled(await trial.plans())
      let tried = 0
      for (const plan of plans) {
        if (context.isOver()) break
        await trial.try(plan)
        tried += 1
      }
      context.count('steps of start and end tried', tried)
      context.count('steps of start and end that there are', plans.length)
    } finally {
      shim.close()
      await stage.close()
    }
  },
}

class FaultyMoments {
  readonly #stage: Stage
  readonly #shim: FaultShim

  constructor(stage: Stage, shim: FaultShim) {
    this.#stage = stage
    this.#shim = shim
  }

  /** Goes through every moment without a fault, to learn its steps. */
  async plans(): Promise<Plan[]> {
    const first = await this.#start().ready()
    const firstSteps = this.#shim.steps()
    await this.#setUp(first)
    await first.kill()
    const second = await this.#start().ready()
    const steps = this.#shim.steps()
    await this.#stage.use(second)
    this.#shim.arm()
    await second.stop(endTimeoutMs)
    const lastSteps = this.#shim.steps()
    return [...plansAt('first start', firstSteps), ...plansAt('start', steps), ...plansAt('end', lastSteps)]
  }

  try(plan: Plan): Promise<void> {
    return plan.moment === 'end' ? this.#tryEnd(plan) : this.#tryStart(plan)
  }

  async #tryStart({ moment, fault }: Plan): Promise<void> {
    const after = `${moment}, ${fault.name}`
    if (moment === 'first start') this.#stage.startOver()
    const agent = this.#start(fault.rules)
    try {
      await agent.ready()
      if (moment === 'start') await this.#stage.inspection.run(agent, after)
      await this.#end(agent, after)
    } catch (thrown) {
      if (!(thrown instanceof NotReady)) throw thrown
      this.#checkRefusal(thrown.end, after)
      await agent.kill()
    }
    await this.#startAgain(after)
  }

  async #tryEnd({ fault }: Plan): Promise<void> {
    const after = `end, ${fault.name}`
    const agent = await this.#start().ready()
    await this.#stage.changes.setting(agent)
    await this.#stage.use(agent)
    this.#shim.arm(fault.rules)
    await this.#end(agent, after)
    await this.#startAgain(after)
  }

  async #end(agent: DoomedAgent, after: string): Promise<void> {
    const { context } = this.#stage
    const startedAtMs = performance.now()
    const end = await agent.stop(endTimeoutMs)
    if (!end) context.found('the agent ends when told to', `still there after ${endTimeoutMs} ms`, { after })
    if (!end) return
    context.measure('orderly end', performance.now() - startedAtMs)
    if (end.code !== 0) this.#checkRefusal(end, after)
  }

  /** An agent that ends by itself says why in one fault. */
  #checkRefusal(end: AgentEnd | 'still running', after: string): void {
    const { context } = this.#stage
    const isKilled = end !== 'still running' && end.signal === 'SIGKILL'
    const code = end === 'still running' ? undefined : faultCodeIn(end.stderr)
    if (end === 'still running') context.found('the agent starts or says why not', 'neither', { after })
    else if (isKilled) return
    else if (code === undefined || code === 'INTERNAL')
      context.found('an agent that ends says why', `${end.code}: ${end.stderr.trim() || 'no word'}`, { after })
  }

  async #startAgain(after: string): Promise<void> {
    const { context, inspection } = this.#stage
    try {
      const agent = await this.#start().ready()
      await inspection.run(agent, `${after}, and a restart`)
      await this.#setUp(agent)
      await agent.kill()
    } catch (thrown) {
      if (!(thrown instanceof NotReady)) throw thrown
      context.found('the agent starts again', thrown.message, { after })
      this.#stage.startOver()
    }
  }

  async #setUp(agent: DoomedAgent): Promise<void> {
    const { ledger, changes } = this.#stage
    if (ledger.names().includes('upstream u0')) return
    await changes.client(agent, 'c0')
    await changes.addUpstream(agent, 'u0')
  }

  #start(rules = ''): DoomedAgent {
    this.#shim.arm(rules)
    return this.#stage.start({ env: { ...this.#stage.context.keyring.env, ...this.#shim.env } })
  }
}

/** Of many calls in a row on one file, the first and the last are tried. */
function plansAt(moment: Moment, steps: readonly Step[]): Plan[] {
  const isSame = (step: Step, other: Step | undefined) => step.call === other?.call && step.file === other.file
  const ends = steps.filter((step, at) => !isSame(step, steps[at - 1]) || !isSame(step, steps[at + 1]))
  return ends.flatMap((step) => [...killsAt(step), ...errorsAt(step)]).map((fault) => ({ moment, fault }))
}
