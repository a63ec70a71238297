import type { Attempt } from './journalStore.ts'

/** What a process that starts does about an attempt that the process before it recorded. */
export type ResumeStep = 'confirm-healthy' | 'roll-back' | 'record-rolled-back' | 'install-again' | 'discard'

/** @param version the running one */
export function resumeStepOf({ from, to, step }: Attempt, version: string): ResumeStep {
  if (version === to) return step === 'rolling-back' ? 'roll-back' : 'confirm-healthy'
  if (version !== from) return 'discard'
  return step === 'installing' ? 'install-again' : 'record-rolled-back'
}

/** A new version has this long to become healthy. */
export const trialMs = 2 * 60_000
/** How much longer a sale may go on with an unhealthy version. The rollback watchdog waits longer than both together. */
export const saleExtensionMs = 2 * 60_000
/** Health checks in a row, 5 s apart, that make a version healthy. */
export const healthyChecksNeeded = 4

export interface Trial {
  /** Healthy results in a row, this one included. */
  healthyChecks: number
  /** Since the trial began. */
  elapsedMs: number
  isSaleUnderWay: boolean
}

export function trialVerdict({
  healthyChecks,
  elapsedMs,
  isSaleUnderWay,
}: Trial): 'healthy' | 'roll-back' | 'check-again' {
  if (healthyChecks >= healthyChecksNeeded) return 'healthy'
  return elapsedMs >= trialMs + (isSaleUnderWay ? saleExtensionMs : 0) ? 'roll-back' : 'check-again'
}
