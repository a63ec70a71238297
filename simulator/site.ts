import type { Cloud, Expiry } from './cloud.ts'
import type { Counts } from './counts.ts'
import type { World } from './world.ts'

/** What stands behind one port. */
export interface Site {
  world: World
  /** Asked in this order; the last has every path that is no other's. */
  clouds: readonly [...Cloud[], Cloud]
  counts: Counts
}

export function cloudOf({ clouds }: Site, path: string): Cloud {
  return clouds.find((cloud) => cloud.has(path)) ?? (clouds.at(-1) as Cloud)
}

export function expireTokens({ clouds }: Site, expiry: Expiry): void {
  for (const cloud of clouds) cloud.expireTokens(expiry)
}

/** As at the start; tills and issued tokens stay good. */
export function resetSite({ clouds, counts }: Site): void {
  for (const cloud of clouds) cloud.reset()
  counts.clear()
}
