import type { UpdateSettings, UpdateWait } from '#contract/update.ts'
import { isInRing, type Release } from '#core/releases/release.ts'
import { compareVersions } from '#core/releases/version.ts'
import { defaultUpdates } from '#core/settings/updates.ts'
import type { UpdateRecord } from './journalStore.ts'
import { areQuiet } from './quietHours.ts'

export const { ring: defaultRing, quietHours: defaultQuietHours } = defaultUpdates

const dayMs = 24 * 60 * 60_000
/** A sale is several requests with a person in between: after the last one it may still go on for this long. */
const saleGapMs = 3 * 60_000
/** A version that failed here is tried again after this long, where it is tried again at all. */
const retryFailedMs = dayMs
/** Callers hold a downloaded release back for this long. A program that calls all the time must not keep it away for good. */
const maxHoldMs = { urgent: dayMs, ordinary: 7 * dayMs }

/** What an update would interrupt. */
export interface Activity {
  /** Requests that are served or wait. */
  requestsUnderWay: number
  /** Wall clock; `undefined` when no request was answered since the start. */
  lastRequestAt: number | undefined
  verificationsOpen: number
  pairingsOpen: number
}

interface Eligibility {
  release: Release
  /** The running version. */
  version: string
  settings: UpdateSettings
  installation: string
  /** Versions that did not work on this machine. */
  record: Pick<UpdateRecord, 'failed' | 'failures'>
  /** Wall clock. */
  now: number
}

/** Why this till does not take a release. A pause or a pin also holds for a release that is urgent or raises the floor. */
export function notEligibleBecause(eligibility: Eligibility): UpdateWait | undefined {
  const { release, version, settings, installation } = eligibility
  if (settings.mode === 'paused') return 'paused'
  if (settings.pin !== undefined && compareVersions(release.version, settings.pin) > 0) return 'pinned'
  if (isKeptOut(eligibility)) return 'failed-before'
  if (!isBelowFloor(version, release) && !isInRing(release, settings.ring ?? defaultRing, installation))
    return 'not-in-ring'
  return undefined
}

/**
 * Whether a version failed here and is not tried again. It is, after a day, when the version before it was no better, or
 * when head office withdrew the version that runs.
 */
function isKeptOut({ release, version, record, now }: Eligibility): boolean {
  if (!record.failed.includes(release.version)) return false
  const failure = record.failures?.find((one) => one.version === release.version)
  const isRetried = isBelowFloor(version, release) || failure?.isUnproven === true
  // The distance: a clock that was put back must not keep it out for years.
  return !isRetried || Math.abs(now - (failure?.at ?? 0)) < retryFailedMs
}

/** Whether head office withdrew a version. */
export function isBelowFloor(version: string, { floor }: Pick<Release, 'floor'>): boolean {
  return compareVersions(version, floor) < 0
}

/** Whether a customer or a program would notice an interruption at once. */
export function isSaleUnderWay({ requestsUnderWay, verificationsOpen }: Activity): boolean {
  return requestsUnderWay > 0 || verificationsOpen > 0
}

interface InstallTime {
  /** Wall clock. */
  now: number
  /** Since midnight, local time. */
  minuteOfDay: number
  /** `undefined` when a person asks. */
  quietHours: string | undefined
  /** An urgent release, or a till below the floor. */
  isUrgent: boolean
  /** Since when the downloaded release waits, wall clock. */
  waitingSince: number | undefined
}

/** Why an eligible release is not installed now. */
export function installBlockedBy(activity: Activity, time: InstallTime): UpdateWait | undefined {
  const { minuteOfDay, quietHours, isUrgent } = time
  const busy = busyWith(activity, time)
  if (busy) return busy
  return isUrgent || quietHours === undefined || areQuiet(quietHours, minuteOfDay) ? undefined : 'outside-quiet-hours'
}

/** All that callers do counts at first, later only a request under way, and nothing after twice that time. */
function busyWith(activity: Activity, time: InstallTime): UpdateWait | undefined {
  const { requestsUnderWay, lastRequestAt, verificationsOpen, pairingsOpen } = activity
  const { now, isUrgent, waitingSince = now } = time
  const holdMs = isUrgent ? maxHoldMs.urgent : maxHoldMs.ordinary
  if (now - waitingSince >= 2 * holdMs) return undefined
  if (requestsUnderWay > 0) return 'request-under-way'
  if (now - waitingSince >= holdMs) return undefined
  if (verificationsOpen > 0) return 'verification-open'
  if (pairingsOpen > 0) return 'pairing-open'
  // The distance: a clock that was put back must not make the last sale last for hours.
  return lastRequestAt !== undefined && Math.abs(now - lastRequestAt) < saleGapMs ? 'sale-just-now' : undefined
}
