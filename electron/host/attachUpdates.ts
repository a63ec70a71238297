import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { type Fetch, readFeed } from '#adapters/updates/readFeed.ts'
import { channelOf } from '#adapters/updates/updateChannel.ts'
import { wallClock } from '#adapters/updates/wallClock.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import { minReleaseCounter, releaseKeys } from '#core/releases/releaseKeys.ts'
import type { Trust } from '#core/releases/signedRelease.ts'
import { activityOf, healthOf } from '#core/updates/activity.ts'
import type { Installer } from '#core/updates/installer.ts'
import type { UpdateJournalStore } from '#core/updates/journalStore.ts'
import { type UpdateDeps, Updates } from '#core/updates/updates.ts'

interface Options {
  agent: Agent
  version: string
  log: Log
  fetch: Fetch
  /** Base URL of the releases: of the settings, else the one that the package was built with. */
  feed(): string
  /** Absent where something else updates the program. */
  installer: Installer | undefined
  store: UpdateJournalStore
  /** Whether the POS API listens. */
  isListening(): boolean
  leave: UpdateDeps['leave']
}

/** What this build trusts, on this machine. */
export function ownTrust(): Trust {
  const channel = channelOf(process.platform, process.arch)
  return { keys: releaseKeys, channel, minCounter: minReleaseCounter }
}

/** Whether this build trusts anybody's releases. */
export function trustsReleases(): boolean {
  return Object.keys(releaseKeys).length > 0
}

/** The updates of an agent, as its APIs reach them. */
export function attachUpdates(options: Options): Updates {
  const { agent, version, log, fetch, feed, installer, store, isListening, leave } = options
  const trust = ownTrust()
  agent.directives.lookAt(feed)
  const updates = new Updates({
    ...{ version, log, leave, installer, store, trust },
    settings: () => agent.updates.settings(),
    installation: agent.updates.installation,
    clock: systemClock,
    random: systemRandom,
    minuteOfDay: wallClock(),
    readFeed: () => readFeed(fetch, feed(), trust.channel),
    activity: () => activityOf(agent),
    health: () => healthOf(agent, isListening()),
    onChange: () => agent.changes.publish('status'),
  })
  agent.updates.attach(updates)
  return updates
}
