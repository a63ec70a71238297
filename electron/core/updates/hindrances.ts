import type { UpdateSettings, UpdateWait } from '../../contract/update.ts'
import { areQuiet } from './quietHours.ts'
import { isInRing, type Release } from './release.ts'
import { compareVersions } from './version.ts'

export const defaultRing = 'default'
export const defaultQuietHours = '22:00-06:00'

/** A sale is several requests with a person in between. */
const saleMs = 3 * 60_000

/** What the agent is doing that an update would disturb. */
export interface Doings {
  requestsUnderWay: number
  /** When the last request was answered. */
  lastRequestAt: number | undefined
  verificationsOpen: number
  pairingsOpen: number
}

interface About {
  release: Release
  version: string
  settings: UpdateSettings
  installation: string
  failed: readonly string[]
}

/** Why this till does not take a release. What head office or the shop said stands above the release's own urgency. */
export function whyNotTaken({ release, version, settings, installation, failed }: About): UpdateWait | undefined {
  if (settings.mode === 'paused') return 'paused'
  if (settings.pin !== undefined && compareVersions(release.version, settings.pin) > 0) return 'pinned'
  if (failed.includes(release.version)) return 'failed-before'
  const mayWait = compareVersions(version, release.floor) >= 0
  if (mayWait && !isInRing(release, settings.ring ?? defaultRing, installation)) return 'not-in-ring'
  return undefined
}

/** Whether somebody would notice at once. */
export function isInASale({ requestsUnderWay, verificationsOpen }: Doings): boolean {
  return requestsUnderWay > 0 || verificationsOpen > 0
}

/** Why now is not the time to install. No urgency and no person cuts a sale short. */
export function whyNotNow(
  { requestsUnderWay, lastRequestAt, verificationsOpen, pairingsOpen }: Doings,
  { now, minuteOfDay, hours }: { now: number; minuteOfDay: number; hours: string | undefined },
): UpdateWait | undefined {
  if (requestsUnderWay > 0) return 'request-under-way'
  if (verificationsOpen > 0) return 'verification-open'
  if (pairingsOpen > 0) return 'pairing-open'
  if (lastRequestAt !== undefined && Math.abs(now - lastRequestAt) < saleMs) return 'sale-just-now'
  return hours === undefined || areQuiet(hours, minuteOfDay) ? undefined : 'outside-quiet-hours'
}
