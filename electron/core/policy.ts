import { z } from 'zod'
import { LimitSettings } from '../contract/limits.ts'
import { StoreSettings } from '../contract/setting.ts'
import { UpdateSettings } from '../contract/update.ts'
import type { Settings, SettingsStore } from './settings.ts'

/** Groups of settings, as they stand in the settings file. */
export const settingGroups = { limits: LimitSettings, store: StoreSettings, updates: UpdateSettings }
export type SettingGroup = keyof typeof settingGroups

/** What head office decided for this machine. */
export type Policy = Partial<Pick<Settings, SettingGroup>>

export interface ManagedPolicy {
  policy: Policy
  /** What stands there and is no setting, or no value of it: names only, as nobody knows what else was written. */
  problems: string[]
}

const Flat = z.record(z.string(), z.unknown())

/**
 * Reads what systems keep as plain pairs: `limits.queue` = 100. Each stands for itself, so that a mistake in one, or a
 * setting of a later version, leaves the others in force and the till at work.
 */
export function readPolicy(pairs: unknown): ManagedPolicy {
  const read = Flat.safeParse(pairs)
  if (!read.success) return { policy: {}, problems: ['the policy is no list of names and values'] }
  const policy: Record<string, Record<string, unknown>> = {}
  const problems: string[] = []
  for (const [name, value] of Object.entries(read.data)) {
    const [group = '', key = '', ...rest] = name.split('.')
    const parsed = isGroup(group) && rest.length === 0 ? parsedValue(group, key, value) : undefined
    if (parsed === undefined) problems.push(name.slice(0, 100))
    else policy[group] = { ...policy[group], [key]: parsed }
  }
  return { policy, problems }
}

/** Settings in which head office has the last word; what the shop set stays below it, for when it has none. */
export function underPolicy(settings: SettingsStore, policy: Policy): SettingsStore {
  const groups = Object.keys(policy) as SettingGroup[]
  if (groups.length === 0) return settings
  return {
    read() {
      const own = settings.read()
      return Object.assign({ ...own }, ...groups.map((group) => ({ [group]: { ...own[group], ...policy[group] } })))
    },
    write(next) {
      const own = settings.read()
      settings.write(Object.assign({ ...next }, ...groups.map((group) => ownGroup(group, own, next, policy))))
    },
  }
}

/** What is managed goes back to what the shop had. */
function ownGroup(group: SettingGroup, own: Settings, next: Settings, policy: Policy) {
  const isManaged = (key: string) => Object.hasOwn(policy[group] ?? {}, key)
  const kept = Object.entries(own[group] ?? {}).filter(([key]) => isManaged(key))
  const said = Object.entries(next[group] ?? {}).filter(([key]) => !isManaged(key))
  const all = Object.fromEntries([...kept, ...said])
  return { [group]: Object.keys(all).length > 0 ? all : undefined }
}

function isGroup(name: string): name is SettingGroup {
  return Object.hasOwn(settingGroups, name)
}

/** A registry and a plist made by hand hold numbers as text. */
function parsedValue(group: SettingGroup, key: string, value: unknown): unknown {
  const asNumber = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined
  for (const candidate of asNumber === undefined ? [value] : [value, asNumber]) {
    const read = settingGroups[group].safeParse({ [key]: candidate })
    if (read.success) return (read.data as Record<string, unknown>)[key]
  }
  return undefined
}
