import { z } from 'zod'
import { CodeSettings } from '#contract/codes.ts'
import { FleetSettings } from '#contract/fleet/fleet.ts'
import { LimitSettings } from '#contract/limits.ts'
import { OutboxApprovalSettings } from '#contract/outbox/approval.ts'
import { CounterSettings } from '#contract/sale.ts'
import { NetworkSettings, StartSettings, StoreSettings } from '#contract/setting.ts'
import { StatementSettings } from '#contract/statement.ts'
import { TelemetrySettings } from '#contract/telemetry.ts'
import { TrainingSettings } from '#contract/training.ts'
import { UpdateSettings } from '#contract/update.ts'
import type { Settings, SettingsStore } from './settings.ts'

/** The groups of settings, by their names in the settings file. */
export const settingGroups = {
  limits: LimitSettings,
  store: StoreSettings,
  codes: CodeSettings,
  updates: UpdateSettings,
  network: NetworkSettings,
  statements: StatementSettings,
  counter: CounterSettings,
  training: TrainingSettings,
  outbox: OutboxApprovalSettings,
  start: StartSettings,
  fleet: FleetSettings,
  telemetry: TelemetrySettings,
}
export type SettingGroup = keyof typeof settingGroups

/** Settings that head office has decided for this machine. */
export type Policy = Partial<Pick<Settings, SettingGroup>>

export interface ManagedPolicy {
  policy: Policy
  /** Names of entries that are no setting or hold no valid value. Their values are left out: they could be anything. */
  problems: string[]
}

const Pairs = z.record(z.string(), z.unknown())

/**
 * Reads a policy that the system stores as plain pairs: `limits.queue` = 100. Each pair is read by itself: a mistake in
 * one, or a setting of a later version, leaves the others in force.
 */
export function readPolicy(pairs: unknown): ManagedPolicy {
  const read = Pairs.safeParse(pairs)
  if (!read.success) return { policy: {}, problems: ['the policy is no list of names and values'] }
  const policy: Record<string, Record<string, unknown>> = {}
  const problems: string[] = []
  for (const [name, value] of Object.entries(read.data)) {
    const [group = '', key = '', ...rest] = name.split('.')
    const parsed = isGroup(group) && rest.length === 0 ? parseValue(group, key, value) : undefined
    if (parsed === undefined) problems.push(name.slice(0, 100))
    else policy[group] = { ...policy[group], [key]: parsed }
  }
  return { policy, problems }
}

/** The store with the policy laid over it. The shop's own values stay stored, for the day the policy is lifted. */
export function underPolicy(settings: SettingsStore, policy: Policy): SettingsStore {
  if (Object.keys(policy).length === 0) return settings
  return {
    read: () => layOver(settings.read(), policy),
    write: (next) => settings.write(withoutLayer(settings.read(), next, policy)),
  }
}

/** The settings as they are with these values in place of the shop's. */
export function layOver(own: Settings, policy: Policy): Settings {
  const groups = Object.keys(policy) as SettingGroup[]
  if (groups.length === 0) return own
  return Object.assign({ ...own }, ...groups.map((group) => ({ [group]: { ...own[group], ...policy[group] } })))
}

/** What is to be stored of settings that were read with these values laid over the shop's `own`. */
export function withoutLayer(own: Settings, next: Settings, policy: Policy): Settings {
  const groups = Object.keys(policy) as SettingGroup[]
  return Object.assign({ ...next }, ...groups.map((group) => groupToStore(group, own, next, policy)))
}

/** What directives may not set: who head office is, who may set the till up, and where the till looks for directives. */
const ownNames = new Set(['start.administrators', 'start.users', 'start.provisioning', 'updates.feed'])

export function isSetByDirectives(name: string): boolean {
  return !name.startsWith('fleet.') && !ownNames.has(name)
}

/** The settings that head office has set from afar. */
export function headOfficeLayer({ headOffice }: Pick<Settings, 'headOffice'>): Policy {
  return readLayer(headOffice?.inForce?.contents.settings ?? {}).policy
}

/** @returns also the names of what is no setting here, or holds no valid value: of a later version, say */
export function readLayer(settings: Record<string, unknown>): ReturnType<typeof readPolicy> {
  const all = Object.entries(settings)
  const { policy, problems } = readPolicy(Object.fromEntries(all.filter(([name]) => isSetByDirectives(name))))
  return { policy, problems: [...problems, ...all.map(([name]) => name).filter((name) => !isSetByDirectives(name))] }
}

/**
 * The store with what head office has set laid over it, as it is at each moment. The shop's own values stay stored, for the
 * day head office sets them no more. Laid twice over a store it is the same.
 */
export function underHeadOffice(settings: SettingsStore): SettingsStore {
  // Each request reads the settings, and a store returns the same object until it is written.
  let last: { own: Settings; shown: Settings } | undefined
  return {
    read() {
      const own = settings.read()
      if (last?.own !== own) last = { own, shown: layOver(own, headOfficeLayer(own)) }
      return last.shown
    },
    write(next) {
      const own = settings.read()
      settings.write(withoutLayer(own, next, headOfficeLayer(own)))
    },
  }
}

/** The group as the shop set it: a managed value is replaced by the stored one. */
function groupToStore(group: SettingGroup, own: Settings, next: Settings, policy: Policy) {
  const isManaged = (key: string) => Object.hasOwn(policy[group] ?? {}, key)
  const stored = Object.entries(own[group] ?? {}).filter(([key]) => isManaged(key))
  const changed = Object.entries(next[group] ?? {}).filter(([key]) => !isManaged(key))
  const all = Object.fromEntries([...stored, ...changed])
  return { [group]: Object.keys(all).length > 0 ? all : undefined }
}

function isGroup(name: string): name is SettingGroup {
  return Object.hasOwn(settingGroups, name)
}

/** Takes numbers as text too: a registry or a plist made by hand holds them so. */
function parseValue(group: SettingGroup, key: string, value: unknown): unknown {
  const asNumber = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined
  for (const candidate of asNumber === undefined ? [value] : [value, asNumber]) {
    const read = settingGroups[group].safeParse({ [key]: candidate })
    if (read.success) return (read.data as Record<string, unknown>)[key]
  }
  return undefined
}
