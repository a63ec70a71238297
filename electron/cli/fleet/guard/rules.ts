import { z } from 'zod'

const Share = z.number().min(0).max(1)

/** How much worse than the old version the new one may be: shares of tills or requests beyond the old version's, and a ratio. */
function bounds(defaults: { silent: number; notReady: number; unwell: number; errors: number; latency: number }) {
  return z
    .strictObject({
      /** Tills that sent something with the version in the last hours, and send nothing now. */
      silent: Share.default(defaults.silent),
      /** Tills that cannot serve. */
      notReady: Share.default(defaults.notReady),
      /** Tills that went back, or could not, after they had tried the new version. */
      unwell: Share.default(defaults.unwell),
      /** Requests that failed in the agent or in the upstream. */
      errors: Share.default(defaults.errors),
      /** The 95th hundredth of the time that the agent adds, in times of the old version's. */
      latency: z.number().min(1).default(defaults.latency),
    })
    .prefault({})
}

/** When a guard raises the share of a release, freezes it or pulls it. */
export const GuardRules = z.strictObject({
  /** What Prometheus looks back on. */
  window: z
    .string()
    .regex(/^[1-9]\d{0,3}[mhd]$/, 'must be a time such as 1h')
    .default('1h'),
  /** Fewer tills of a ring with the new version prove nothing. */
  minTills: z.int().min(1).default(3),
  /** How long a share stays, and how long tills have the release, before it is raised. */
  soakMinutes: z.int().min(0).default(240),
  /** Of the tills that should have the release, before the next share follows. */
  minArrived: Share.default(0.5),
  /** How long tills have for that before it is a reason to freeze: they install at night, and look every few hours. */
  arriveMinutes: z.int().min(0).default(1_800),
  /** The shares of a ring, in percent, from one to the next. */
  steps: z.array(z.number().min(0).max(100)).min(1).default([1, 5, 20, 50, 100]),
  freeze: bounds({ silent: 0.05, notReady: 0.05, unwell: 0.02, errors: 0.01, latency: 1.5 }),
  pull: bounds({ silent: 0.2, notReady: 0.2, unwell: 0.1, errors: 0.05, latency: 3 }),
})
export type GuardRules = z.infer<typeof GuardRules>
export type Bounds = GuardRules['freeze']
