import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#core/base/fault.ts'
import { type DoomedAgent, NotReady } from '#test/torture/agent.ts'
import { callThrough } from '#test/torture/callThrough.ts'
import { Stage } from '#test/torture/stage.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

/** The limit of the agent in this trial, and how long a call may take that meets it. */
const limits = { keychainTimeoutMs: 3_000 }
const keychainTimeoutMs = 10_000
const noAnswer = 'no answer in time'
/** How long a sale may take whose credential is at hand. */
const saleTimeoutMs = 2_000
const salesInARow = 4
const endTimeoutMs = 10_000
/** The keychain is asked again after five seconds. */
const recoveryTimeoutMs = 15_000
/** More than the threads that Node has for such calls. */
const callsAtOnce = 6

/** The keychain hangs, as behind a prompt that nobody answers: while the agent works, ends and starts. */
export const hungKeychain: Trial = {
  name: 'hung-keychain',
  weight: 1,
  skipReason: () => (process.platform === 'linux' ? undefined : 'the keychain can be stopped on Linux only'),

  async run(context) {
    const stage = await Stage.build(context, { limits })
    try {
      do await runRound(stage)
      while (!context.isOver())
    } finally {
      await stage.close()
    }
  },
}

async function runRound(stage: Stage): Promise<void> {
  const { context } = stage
  const working = await stage.start().ready()
  const goOn = await context.keyring.hang()
  try {
    context.count('times the keychain hung')
    const calls = changesThatNeedIt(stage, working)
    await sleep(context.random.below(300))
    await sell(stage, working, 'while the keychain hangs')
    await calls
    const end = await working.stop(endTimeoutMs)
    if (!end) context.found('the agent ends when told to', `still there after ${endTimeoutMs} ms`)
    const started = await startWithout(stage)
    goOn()
    if (started) await recover(stage, started)
  } finally {
    goOn()
  }
}

/** Each is answered in time, with a fault that names the keychain. */
async function changesThatNeedIt({ context, clouds }: Stage, agent: DoomedAgent): Promise<void> {
  const baseUrl = clouds[0]?.url
  await Promise.all(
    Array.from({ length: callsAtOnce }, async (_, at) => {
      const entry = { id: `hung-${at}`, scheme: 'basic', baseUrl, username: 'a', password: 'b' }
      const outcome = await outcomeOf(agent.control.upstreams.add({ entry, probe: false }))
      const found = outcome === noAnswer ? 'foundLate' : 'found'
      if (!outcome.startsWith('KEYCHAIN_'))
        context[found]('a call that needs the keychain says that it does not answer', outcome)
    }),
  )
}

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  const late = sleep(keychainTimeoutMs, noAnswer, { ref: false })
  const told = call.then(
    () => 'done',
    (thrown) => (thrown instanceof Fault ? thrown.code : String(thrown)),
  )
  return Promise.race([told, late])
}

/** Over new connections, so that the sales also need the threads of Node's that look names up. */
async function sell({ context, adminKey }: Stage, agent: DoomedAgent, when: string): Promise<void> {
  for (let n = 0; n < salesInARow; n += 1) {
    const url = `${agent.url}/via/sales/sale/${performance.now()}`
    const observed = await callThrough({ url, method: 'POST', key: adminKey, body: 'sale', timeoutMs: saleTimeoutMs })
    const isSold = observed.kind === 'answer' && observed.status === 200
    if (!isSold)
      context[observed.kind === 'stuck' ? 'foundLate' : 'found'](`sales go on ${when}`, JSON.stringify(observed))
  }
}

/** The agent starts without the keychain, and its status says why nothing can be sold. */
async function startWithout(stage: Stage): Promise<DoomedAgent | undefined> {
  const { context } = stage
  const agent = stage.start()
  const startedAtMs = performance.now()
  try {
    await agent.ready(keychainTimeoutMs)
    context.measure('start with a hung keychain', performance.now() - startedAtMs)
    await checkStatus(context, agent)
    return agent
  } catch (thrown) {
    if (!(thrown instanceof NotReady)) throw thrown
    context.found('the agent starts without the keychain', thrown.message)
    await agent.kill()
    return undefined
  }
}

async function checkStatus(context: TrialContext, agent: DoomedAgent): Promise<void> {
  const { condition, concerns } = await agent.control.status()
  const namesKeychain = concerns.some(({ code, reason }) => `${code} ${reason}`.toLowerCase().includes('keychain'))
  if (condition === 'ready' || !namesKeychain)
    context.found('the status says that the keychain does not answer', `${condition} ${JSON.stringify(concerns)}`)
}

/** Without anybody doing anything, sales go again once the keychain answers. */
async function recover({ context, adminKey }: Stage, agent: DoomedAgent): Promise<void> {
  const untilMs = performance.now() + recoveryTimeoutMs
  const sale = { url: `${agent.url}/via/sales/sale/after`, method: 'POST', key: adminKey, body: 'sale' }
  for (;;) {
    const observed = await callThrough({ ...sale, timeoutMs: saleTimeoutMs })
    if (observed.kind === 'answer' && observed.status === 200) break
    if (performance.now() > untilMs) {
      context.found('sales go again once the keychain answers', JSON.stringify(observed))
      break
    }
    await sleep(200)
  }
  await agent.stop(endTimeoutMs)
}
