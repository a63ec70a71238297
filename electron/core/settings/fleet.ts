import type { FleetSettings } from '#contract/fleet/fleet.ts'

/** Ten tries reach over a day without a network. */
export const defaultFleet = { askTries: 10 }

/** How often what head office asked for is tried. */
export function askTriesOf({ fleet }: { fleet?: FleetSettings | undefined }): number {
  return fleet?.askTries ?? defaultFleet.askTries
}
