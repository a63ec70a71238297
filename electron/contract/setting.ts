import { z } from 'zod'
import { Country } from '#contract/text/country.ts'
import { ShownName } from '#contract/text/shownName.ts'

/** The shop in which this machine stands. */
export const StoreSettings = z
  .strictObject({
    name: ShownName(60),
    country: Country,
  })
  .partial()
export type StoreSettings = z.infer<typeof StoreSettings>

/** How this machine reaches clouds. */
export const NetworkSettings = z
  .strictObject({
    /** Which certificate authorities are trusted where an upstream names none: those of Node, and those of the system or not. */
    authorities: z.enum(['system', 'built-in']),
    /** From so many days before its end on, a certificate of the till is a concern. */
    certificateWarningDays: z.int().min(1).max(365),
  })
  .partial()
export type NetworkSettings = z.infer<typeof NetworkSettings>

/** As systems take it: no separator of theirs, and no option of a command. */
const GroupName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/)

/** Each language that the product speaks, as BCP 47 writes it. */
export const Language = z.enum([
  'en', // English
  'ar', // Arabic
  'de', // German
  'fr', // French
  'es', // Spanish
  'pt-BR', // Portuguese, as in Brazil
  'it', // Italian
  'nl', // Dutch
  'hi', // Hindi
  'id', // Indonesian
  'th', // Thai
  'zh-Hans', // Chinese, simplified
])
export type Language = z.infer<typeof Language>

/** How the agent starts: log-ins, updates and restarts of every kind keep to it. */
export const StartSettings = z
  .strictObject({
    /** Of the POS API. */
    port: z.int().min(1).max(65_535),
    /** Whether the window fills the screen and cannot be closed. */
    kiosk: z.enum(['on', 'off']),
    /** Of the window and the tray. Without it the window keeps what was chosen in it, and begins as the system. */
    language: Language,
    /** Path of the provisioning file that is applied at each start. */
    provisioning: z.string().min(1).max(1_000),
    /** The group of the system whose members may set up a till that runs as a service. */
    administrators: GroupName,
    /** The group whose members may use such a till as a cashier does, or `everyone`. */
    users: GroupName,
    /** After so many crashes in a row it starts in safe mode. 0 is never. */
    maxCrashes: z.int().min(0).max(100),
    /** A run that lasts as long is none of that row. */
    healthySeconds: z.int().min(1).max(86_400),
  })
  .partial()
export type StartSettings = z.infer<typeof StartSettings>

/**
 * Where a value comes from: the built-in default, the settings file, directives of head office, the provisioning file of the
 * start, a policy of the machine, or a flag, which counts for one run.
 */
export const SettingSource = z.enum(['default', 'settings', 'head-office', 'start', 'policy', 'flag'])
export type SettingSource = z.infer<typeof SettingSource>

export const SettingValue = z.union([z.string(), z.number(), z.boolean()])

export const SettingView = z.object({
  /** Such as `limits.queue` or `store.country`. */
  name: z.string(),
  value: SettingValue.optional(),
  source: SettingSource,
  kind: z.enum(['text', 'number', 'country']),
  /** The built-in default. */
  fallback: SettingValue.optional(),
  /** All values that it can have, where these are few. */
  choices: z.array(z.string()).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  unit: z.enum(['bytes', 'milliseconds', 'per-second', 'count']).optional(),
  /** Whether a change takes effect at the next start. */
  needsRestart: z.boolean(),
})
export type SettingView = z.infer<typeof SettingView>
