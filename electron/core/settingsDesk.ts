import { z } from 'zod'
import type { LimitSettings } from '../contract/limits.ts'
import type { SettingView } from '../contract/setting.ts'
import type { Changes } from './changes.ts'
import { Fault } from './fault.ts'
import { invalid, issuesOf } from './issues.ts'
import { defaultLimits } from './limits.ts'
import { type SettingGroup as Group, settingGroups as groups, type Policy } from './policy.ts'
import type { Settings, SettingsStore } from './settings.ts'

interface Ports {
  settings: SettingsStore
  changes: Changes
  /** Given when the agent was started: above those in the settings. */
  started: { limits?: LimitSettings | undefined; policy?: Policy | undefined }
}

type Value = SettingView['value']

/** What is the same for a setting whatever its value. */
interface Place {
  group: Group
  key: string
  fixed: Omit<SettingView, 'value' | 'source'>
  /** What a value has to be, for whoever entered another. */
  rule: string | undefined
}

/** What can be set, what it is and where that comes from. */
export class SettingsDesk {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  list(): SettingView[] {
    return places.map((place) => this.#view(place))
  }

  /** @throws Fault `INVALID_INPUT` · `SETTING_MANAGED` · `SETTINGS_UNWRITABLE` */
  set(name: string, value: string | number | boolean | undefined): SettingView {
    const place = places.find(({ fixed }) => fixed.name === name)
    if (!place) throw invalid([{ path: 'name', message: 'there is no setting of this name' }])
    const { settings, changes, started } = this.#ports
    if (valueIn(started.policy?.[place.group], place.key) !== undefined) throw new Fault('SETTING_MANAGED')
    settings.write(changed(settings.read(), place, value))
    changes.tell('settings')
    return this.#view(place)
  }

  #view({ group, key, fixed }: Place): SettingView {
    const { settings, started } = this.#ports
    const managed = valueIn(started.policy?.[group], key)
    if (managed !== undefined) return { ...fixed, value: managed, source: 'policy' }
    const atStart = group === 'limits' ? valueIn(started.limits, key) : undefined
    if (atStart !== undefined) return { ...fixed, value: atStart, source: 'start' }
    const kept = valueIn(settings.read()[group], key)
    if (kept !== undefined) return { ...fixed, value: kept, source: 'settings' }
    return { ...fixed, ...(fixed.fallback !== undefined && { value: fixed.fallback }), source: 'default' }
  }
}

/** @param value `undefined` takes it away */
function changed(settings: Settings, { group, key, fixed, rule }: Place, value: Value): Settings {
  const { [key]: _, ...others } = { ...settings[group] } as Record<string, Value>
  const { [group]: __, ...rest } = settings
  if (value === undefined) return Object.keys(others).length > 0 ? { ...rest, [group]: others } : rest
  const read = groups[group].safeParse({ [key]: value })
  if (!read.success)
    throw invalid(rule === undefined ? issuesOf(read.error, group) : [{ path: fixed.name, message: rule }])
  return { ...rest, [group]: { ...others, ...read.data } }
}

function valueIn(group: object | undefined, key: string): Value {
  return (group as Record<string, Value> | undefined)?.[key]
}

const places: readonly Place[] = [...placesOf('limits'), ...placesOf('store'), ...placesOf('updates')]

/** What there is to be set, whatever its value: for the templates of head office's tools. */
export const settingKinds = places.map(({ fixed }) => fixed)

/** Read off the contract's schema, so that nobody is told another bound than the one that is checked. */
function placesOf(group: Group): Place[] {
  const { properties = {} } = z.toJSONSchema(groups[group], { io: 'input' })
  return Object.entries(properties).map(([key, schema]) => {
    const about = { group, key, name: `${group}.${key}` }
    return group === 'limits' ? limitPlace(about, schema as NumberSchema) : textPlace(about)
  })
}

type About = Pick<Place, 'group' | 'key'> & { name: string }

interface NumberSchema {
  type: 'integer' | 'number'
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

function limitPlace({ group, key, name }: About, schema: NumberSchema): Place {
  const { type, minimum: least, exclusiveMinimum: above, maximum: most } = schema
  const bounds = { ...(least !== undefined && { least }), ...(most !== undefined && { most }) }
  const fallback = defaultLimits[key as keyof LimitSettings]
  const from = least === undefined ? `above ${above} and at most` : `from ${least} to`
  const rule = `must be a ${type === 'integer' ? 'whole number' : 'number'} ${from} ${most}`
  return {
    group,
    key,
    rule,
    fixed: { name, kind: 'number', fallback, ...bounds, unit: unitOf(key), needsRestart: true },
  }
}

function textPlace({ group, key, name }: About): Place {
  const kind = name === 'store.country' ? 'country' : 'text'
  return { group, key, rule: undefined, fixed: { name, kind, needsRestart: false } }
}

/** Names say their units. */
function unitOf(key: string): NonNullable<SettingView['unit']> {
  if (key.endsWith('Bytes')) return 'bytes'
  if (key.endsWith('Ms')) return 'milliseconds'
  return key.endsWith('PerSecond') ? 'per-second' : 'count'
}
