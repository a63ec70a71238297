import type { SystemPanel } from '#contract/doctor.ts'

/** Parts of the system's own settings, on the screen of this machine. */
export interface SystemPanels {
  /** Whether a person at this machine would see it. */
  has(panel: SystemPanel): boolean
  /** @returns whether the system has opened it */
  open(panel: SystemPanel): Promise<boolean>
}
