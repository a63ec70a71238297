import type { Cloud, ExpiryScope } from './shared/cloud.ts'
import type { EffectCounts } from './shared/effectCounts.ts'
import type { EndpointCounts } from './shared/endpointCounts.ts'
import type { InjectedFaults } from './shared/injectedFaults.ts'
import type { Outbox } from './shared/outbox.ts'
import type { RequestLog } from './shared/requestLog.ts'

/** Everything behind one port. */
export interface Site {
  /** Asked in this order whether they own a path; the last one owns every remaining path. */
  clouds: readonly [...Cloud[], Cloud]
  outbox: Outbox
  effects: EffectCounts
  faults: InjectedFaults
  requestLog: RequestLog
  counts: EndpointCounts
  /** Added to the delay of every response. */
  responseDelayMs: number
  /** Resolves after the delay; rejects when the simulator closes. */
  wait(ms: number): Promise<void>
}

export function cloudOf({ clouds }: Site, path: string): Cloud {
  return clouds.find((cloud) => cloud.owns(path)) ?? (clouds.at(-1) as Cloud)
}

export function expireTokens({ clouds }: Site, scope: ExpiryScope): void {
  for (const cloud of clouds) cloud.expireTokens(scope)
}

/** Restores the initial data and clears what was recorded; tills and issued tokens stay valid. */
export function resetSite({ clouds, outbox, effects, faults, requestLog, counts }: Site): void {
  for (const cloud of clouds) cloud.reset()
  for (const record of [outbox, effects, faults, requestLog, counts]) record.clear()
}
