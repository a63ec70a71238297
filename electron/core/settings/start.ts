import type { Language, StartSettings } from '#contract/setting.ts'

/** How one run of the agent starts. */
export interface Start {
  /** Of the POS API. 0 takes any free one, which only a flag may say. */
  port: number
  kiosk: 'on' | 'off'
  language?: Language
  /** Path of a provisioning file. */
  provisioning?: string
  /** Groups of the system who may set up, and use, a till that runs as a service. */
  administrators?: string
  users?: string
  /** Crashes in a row after which it starts in safe mode. 0 is never. */
  maxCrashes: number
  healthySeconds: number
}

/** Checkout software has the port in its configuration, so it never changes. */
export const defaultStart: Start = { port: 47_600, kiosk: 'off', maxCrashes: 3, healthySeconds: 300 }

/** Each source overrides those before it. */
export function startOf(stored?: StartSettings, policy?: StartSettings, flags?: StartSettings): Start {
  return Object.assign({}, defaultStart, stored, policy, flags)
}
