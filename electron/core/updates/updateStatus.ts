import type { UpdateProblem, UpdateProblemCode, UpdateSettings, UpdateStatus, UpdateWait } from '#contract/update.ts'
import { problemOf } from '#core/releases/updateError.ts'
import { defaultQuietHours, defaultRing, isBelowFloor } from './installGate.ts'
import type { UpdateRecord } from './journalStore.ts'
import { offerOf, type Phase } from './phase.ts'

/** Without a trusted release for this long, updates may be held back on the way (attacks.md T58: freeze). */
const frozenMs = 7 * 24 * 60 * 60_000

interface StatusFacts {
  phase: Phase
  /** The running version. */
  version: string
  settings: UpdateSettings
  record: UpdateRecord
  /** Whether a damaged record was set aside and still lies there. */
  isRecordDamaged: boolean
  waitsFor: UpdateWait | undefined
  /** What went wrong last. */
  problem: UpdateProblemCode | undefined
  now: number
}

export function statusOf(facts: StatusFacts): UpdateStatus {
  const { phase, version, settings, record, waitsFor } = facts
  const { ring = defaultRing, quietHours = defaultQuietHours } = settings
  const { freshAt, last } = record
  const offer = offerOf(phase)
  return {
    step: phase.step,
    version,
    ...(offer && { offered: offer.release.version }),
    ...(waitsFor && { waitsFor }),
    ...(phase.step === 'downloading' && { progress: { bytes: phase.bytes, of: phase.offer.file.size } }),
    ...{ ring, quietHours },
    ...(freshAt !== undefined && { freshAt }),
    problems: problemsOf(facts),
    ...(last && { last }),
  }
}

/** What is wrong with updates. It asks nothing about what callers do: the status of the agent, which knows that, has these in it. */
export function problemsOf(facts: Omit<StatusFacts, 'settings' | 'waitsFor'>): UpdateProblem[] {
  return codesOf(facts).map(problemOf)
}

function codesOf(facts: Parameters<typeof problemsOf>[0]): UpdateProblemCode[] {
  const { phase, version, record, isRecordDamaged, problem, now } = facts
  if (phase.step === 'off') return []
  const { freshAt = now, seen } = record
  return [
    ...(problem ? [problem] : []),
    ...(now - freshAt > frozenMs ? (['FEED_FROZEN'] as const) : []),
    ...(seen && isBelowFloor(version, seen) ? (['BELOW_FLOOR'] as const) : []),
    ...(isRecordDamaged ? (['RECORD_DAMAGED'] as const) : []),
  ]
}
