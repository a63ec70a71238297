import { z } from 'zod'
import type { Start } from '#core/settings/start.ts'

/** Written while an agent runs, and removed when it ends in order: who finds it finds a crash. */
export const RunRecord = z.object({
  /** Crashes in a row before this run. */
  crashes: z.int().nonnegative(),
  /** As this run was told; the next one has to know it before it reads any settings. 0 is never. */
  maxCrashes: z.int().nonnegative(),
  /** When the machine started, in milliseconds since 1970 UTC, by its clock. */
  bootedAt: z.number(),
  bootId: z.string().optional(),
})
export type RunRecord = z.infer<typeof RunRecord>

/** A start of the machine. @property bootId another one for each; absent where the system tells none */
export type Boot = Pick<RunRecord, 'bootedAt' | 'bootId'>

/** Of the same start of the machine, as far as two readings of two clocks agree. A board without a clock begins at the same moment each time. */
const bootToleranceMs = 10_000

/**
 * Crashes in a row until now. The end of the machine is none: power cuts put no till into safe mode.
 *
 * @param left what the run before has left
 */
export function crashesSince(left: RunRecord | undefined, boot: Boot): number {
  if (!left) return 0
  return isSameBoot(left, boot) ? left.crashes + 1 : left.crashes
}

function isSameBoot(one: Boot, other: Boot): boolean {
  if (one.bootId !== undefined && other.bootId !== undefined) return one.bootId === other.bootId
  return Math.abs(one.bootedAt - other.bootedAt) <= bootToleranceMs
}

/** Whether this start serves only what tells why it is in trouble. */
export function startsInSafeMode(left: RunRecord | undefined, boot: Boot): boolean {
  return left !== undefined && left.maxCrashes > 0 && crashesSince(left, boot) >= left.maxCrashes
}

/** @returns the record of a run that begins now */
export function recordOf(crashes: number, { maxCrashes }: Pick<Start, 'maxCrashes'>, boot: Boot): RunRecord {
  return { crashes, maxCrashes, ...boot }
}
