import { type DoomedAgent, NotReady } from '#test/torture/agent.ts'
import { type Operation, operations } from '#test/torture/operations.ts'
import { canInject, FaultShim } from '#test/torture/shim.ts'
import { Stage } from '#test/torture/stage.ts'
import { errorsAt, killsAt, type StepFault, unsyncedIn } from '#test/torture/stepFaults.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

const skipReason = () => (canInject() ? undefined : 'system calls can be made to fail only on Linux with gcc')

/** Kills the agent before and after each step of each change of the setup. */
export const stepKills: Trial = {
  name: 'step-kills',
  weight: 3,
  skipReason,
  run: (context) => runSteps(context, killsAt, () => []),
}

/** What a change may be refused with when the disk fails. */
const diskFaults = ['SETTINGS_UNWRITABLE', 'FILE_UNREADABLE']

/** Makes the disk fail at each step of each change of the setup. */
export const writeFaults: Trial = {
  name: 'write-faults',
  weight: 3,
  skipReason,
  run: (context) => runSteps(context, errorsAt, () => diskFaults),
}

type Plan = { operation: Operation; fault: StepFault }

async function runSteps(
  context: TrialContext,
  faultsAt: typeof killsAt,
  allowedRefusals: () => readonly string[],
): Promise<void> {
  const stage = await Stage.build(context)
  const shim = new FaultShim(stage.folder, stage.dataDir)
  try {
    const plans = context.random.shuffled(await plansOf(stage, shim, faultsAt))
    let tried = 0
    for (const { operation, fault } of plans) {
      if (context.isOver()) break
      await tryFault(stage, shim, { operation, fault }, allowedRefusals())
      tried += 1
    }
    context.count('steps tried', tried)
    context.count('steps that there are', plans.length)
  } finally {
    shim.close()
    await stage.close()
  }
}

/** Makes each change once without a fault, to learn its steps. */
async function plansOf(stage: Stage, shim: FaultShim, faultsAt: typeof killsAt): Promise<Plan[]> {
  const agent = await start(stage, shim)
  const plans: Plan[] = []
  for (const operation of operations) {
    await operation.prepare(stage, agent)
    shim.arm()
    const { outcome } = await operation.act(stage, agent)
    const steps = shim.steps()
    if (outcome !== 'done') stage.context.found('a change is made', `${operation.name}: ${outcome}`)
    const unsynced = unsyncedIn(steps)
    if (unsynced) stage.context.found('an acknowledged change survives a power cut', `${operation.name}: ${unsynced}`)
    plans.push(...steps.flatMap(faultsAt).map((fault) => ({ operation, fault })))
  }
  await agent.kill()
  return plans
}

async function tryFault(
  stage: Stage,
  shim: FaultShim,
  { operation, fault }: Plan,
  allowedRefusals: readonly string[],
): Promise<void> {
  const { context, inspection } = stage
  const after = `${operation.name}, ${fault.name}`
  const agent = await start(stage, shim)
  if (!(await operation.prepare(stage, agent))) {
    context.count('changes that could not be prepared')
    await agent.kill()
    return
  }
  shim.arm(fault.rules)
  const { outcome } = await operation.act(stage, agent)
  shim.arm()
  const isRight = ['done', 'cut', ...allowedRefusals].includes(outcome)
  if (!isRight) context.found('a failed write is answered with the right fault', outcome, { after, rules: fault.rules })
  if (outcome !== 'cut') await inspection.run(agent, after)
  await agent.kill()
  await checkRestart(stage, shim, after)
}

async function checkRestart(stage: Stage, shim: FaultShim, after: string): Promise<void> {
  try {
    const agent = await start(stage, shim)
    await stage.inspection.run(agent, `${after}, and a restart`)
    await agent.kill()
    stage.inspection.orphanSecrets(stage.dataDir, stage.context.keyring.env, after)
  } catch (thrown) {
    if (!(thrown instanceof NotReady)) throw thrown
    stage.context.found('the agent starts again', thrown.message, { after })
    stage.startOver()
  }
}

async function start(stage: Stage, shim: FaultShim): Promise<DoomedAgent> {
  shim.arm()
  return stage.start({ env: { ...stage.context.keyring.env, ...shim.env } }).ready()
}
