import { z } from 'zod'
import { Version } from '#contract/update.ts'
import { FilePath, Instant } from '#contract/values.ts'
import type { Release } from '#core/releases/release.ts'
import { maxSignedBytes } from '#core/releases/releaseSignature.ts'
import { compareVersions } from '#core/releases/version.ts'
import { KeptPackage, Seen } from './journalStore.ts'

/**
 * What the service asks of the part that may install programs. The service runs without rights, so nothing of this is believed:
 * a package is installed because head office has signed for it, and one is restored because it was installed before.
 *
 * `install`: `signed` is the signed release, base64, and `path` its package · `keep`: the same for the running version, which is
 * kept for a way back · `go-back`: the version before is to be restored.
 */
export const MachineRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.enum(['install', 'keep']),
    signed: z.base64().max(Math.ceil(maxSignedBytes / 3) * 4),
    path: FilePath,
  }),
  z.strictObject({ action: z.literal('go-back'), to: Version }),
])
export type MachineRequest = z.infer<typeof MachineRequest>

/** How the last request ended, for the service to read. */
const MachineOutcome = z.object({
  result: z.enum(['installed', 'kept', 'restored', 'refused']),
  /** That was asked for, or is restored. Absent where the request named none that could be read. */
  version: Version.optional(),
  /** Of `restored`: the version that did not work. */
  replaced: Version.optional(),
  reason: z.string(),
  at: Instant,
})
export type MachineOutcome = z.infer<typeof MachineOutcome>

/** What the part that installs remembers. Nobody but an administrator may write it, and everybody may read it. */
export const MachineState = z.object({
  format: z.literal(1),
  /** The newest release that was trusted: an older one is refused, whatever the service says. */
  seen: Seen.optional(),
  /** Packages that head office has signed for: of the running version, and of the one before. */
  packages: z.array(KeptPackage).max(2),
  /** A version that has not yet shown that it works. */
  trial: z.object({ from: Version, to: Version, startedAt: Instant }).optional(),
  outcome: MachineOutcome.optional(),
})
export type MachineState = z.infer<typeof MachineState>

export const emptyMachineState: MachineState = { format: 1, packages: [] }

/** A version that has run for longer than this is not taken back any more, whatever the service asks. */
const maxTrialMs = 60 * 60_000

/** Why a release that head office has signed is not installed; `undefined` when it is. @param installed the version that is there */
export function notInstalledBecause(release: Pick<Release, 'version'>, installed: string): string | undefined {
  return compareVersions(release.version, installed) > 0
    ? undefined
    : `${release.version} is not newer than ${installed}, which is installed`
}

/**
 * The package of the version before, where going back is allowed: from the version on trial, to the one it replaced, and never
 * below what head office has withdrawn.
 */
export function packageToRestore(state: MachineState, installed: string, now: number): KeptPackage | undefined {
  const { trial, seen, packages } = state
  if (trial?.to !== installed) return undefined
  // The distance: a clock that was put back must not open the way back for years.
  if (Math.abs(now - trial.startedAt) > maxTrialMs) return undefined
  if (seen && compareVersions(trial.from, seen.floor) < 0) return undefined
  return packages.find(({ version }) => version === trial.from)
}

/** The packages to keep beside a new one: that of the version it replaces. */
export function packagesWith(state: MachineState, fresh: KeptPackage, installed: string): KeptPackage[] {
  return [...state.packages.filter(({ version }) => version === installed && version !== fresh.version), fresh]
}

/** Whether an attempt was taken back, because the new version did not get to its own health check. */
export function wasTakenBack(outcome: MachineOutcome | undefined, { from, to }: { from: string; to: string }): boolean {
  return outcome?.result === 'restored' && outcome.version === from && outcome.replaced === to
}
