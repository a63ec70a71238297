import { z } from 'zod'

/** ISO 3166-1 alpha-2: how numbers without a country code are read. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters such as IN')

/** The shop this machine stands in. */
export const StoreSettings = z
  .strictObject({
    name: z.string().regex(/^\P{C}{1,60}$/u, 'must have 1 to 60 characters'),
    country: Country,
  })
  .partial()
export type StoreSettings = z.infer<typeof StoreSettings>

/** Where a value comes from: built in, the settings file, what the agent was started with, or a policy of head office. */
export const SettingSource = z.enum(['default', 'settings', 'start', 'policy'])
export type SettingSource = z.infer<typeof SettingSource>

export const SettingValue = z.union([z.string(), z.number(), z.boolean()])

export const SettingView = z.object({
  /** Such as `limits.queue` or `store.country`. */
  name: z.string(),
  value: SettingValue.optional(),
  source: SettingSource,
  kind: z.enum(['text', 'number', 'country']),
  /** Of the value without any setting. */
  fallback: SettingValue.optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  unit: z.enum(['bytes', 'milliseconds', 'per-second', 'count']).optional(),
  /** Whether it takes effect at the next start only. */
  needsRestart: z.boolean(),
})
export type SettingView = z.infer<typeof SettingView>
