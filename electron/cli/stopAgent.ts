import { setTimeout as wait } from 'node:timers/promises'
import { isLocked } from '#adapters/database/dataDirLock.ts'
import type { ControlClient } from '#adapters/network/pipeClient.ts'
import { lookOutFor } from '#adapters/system/processIdentity.ts'
import { Fault } from '#core/base/fault.ts'
import type { GlobalOptions } from '#host/options.ts'
import { findService } from '#host/service/findService.ts'
import { runningControl, serviceMeantBy } from './withControl.ts'

/** An agent that starts or ends answers after, or is gone within, this time. */
const answerTimeoutMs = 10_000
/** What an agent may take to end: `endTimeoutMs` of runUntilSignal.ts, and some time to leave. */
const endTimeoutMs = 12_000
const retryMs = 100

/**
 * Ends the agent of the machine, or of a data directory, and waits until it has ended.
 *
 * @param waitMs how long requests under way hold it up; the agent itself then gives them a few seconds more
 * @throws Fault `ALREADY_RUNNING` when the agent does not answer, or has not ended in time
 */
export async function stopAgent(
  globals: GlobalOptions,
  waitMs: number,
): Promise<'not-running' | 'ended' | 'ended-while-busy'> {
  const { dataDir } = globals
  const service = await serviceMeantBy(globals)
  const control = service?.control ?? (await findAgent(dataDir))
  if (!control) return 'not-running'
  const isIdle = await becomesIdle(control, waitMs)
  // One of an earlier version tells nothing.
  const told: { pid: number } | undefined = await control.stop()
  // The data directory of a service is not this user's to look into: its lock is free once the process has ended.
  const runs = service && told ? lookOutFor(told.pid) : () => false
  const hasEnded = service ? async () => !runs() && (await findService()) === undefined : () => !isLocked(dataDir)
  if (await comesTrue(hasEnded, endTimeoutMs)) return isIdle ? 'ended' : 'ended-while-busy'
  throw stillThere(`The till agent was told to end, and has not in ${endTimeoutMs / 1_000} s.`)
}

async function findAgent(dataDir: string): Promise<ControlClient | undefined> {
  let control: ControlClient | undefined
  const isKnown = await comesTrue(async () => {
    control = await runningControl(dataDir)
    return control !== undefined || !isLocked(dataDir)
  }, answerTimeoutMs)
  if (isKnown) return control
  throw stillThere('A till agent uses the data directory, and does not answer.')
}

function becomesIdle(control: ControlClient, waitMs: number): Promise<boolean> {
  return comesTrue(async () => {
    const { upstreams } = await control.status()
    return upstreams.every(({ activeRequests, waitingRequests }) => activeRequests + waitingRequests === 0)
  }, waitMs)
}

async function comesTrue(isTrue: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    if (await isTrue()) return true
    if (performance.now() >= deadlineMs) return false
    await wait(retryMs)
  }
}

function stillThere(detail: string): Fault {
  return new Fault('ALREADY_RUNNING', detail, {}, 'End its process, or look into its log.')
}
