import type { LimitSettings } from '#contract/limits.ts'
import type { SettingView, StartSettings } from '#contract/setting.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { similarName } from '#core/base/similarName.ts'
import { headOfficeLayer, type Policy, settingGroups } from './policy.ts'
import { type SettingDescriptor, settingDescriptors } from './settingDescriptors.ts'
import type { Settings, SettingsStore } from './settings.ts'

interface Deps {
  settings: SettingsStore
  changes: ChangeFeed
  /** The provisioning file's limits, the policy and the flags of this run, which override the settings file. */
  started: { limits?: LimitSettings | undefined; policy?: Policy | undefined; flags?: StartSettings | undefined }
}

type Value = SettingView['value']

/** Lists and changes the settings that a person may see. */
export class SettingsService {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  list(): SettingView[] {
    return settingDescriptors().map((descriptor) => this.#view(descriptor))
  }

  /**
   * @param value `undefined` removes the setting
   * @throws Fault `INVALID_INPUT` · `SETTING_MANAGED` · `SETTINGS_UNWRITABLE`
   */
  set(name: string, value: string | number | boolean | undefined): SettingView {
    const descriptor = settingDescriptors().find(({ facts }) => facts.name === name)
    if (!descriptor) throw invalid([{ path: '', message: unknownSetting(name) }])
    const { settings, changes, started } = this.#deps
    if (valueIn(started.policy?.[descriptor.group], descriptor.key) !== undefined) throw new Fault('SETTING_MANAGED')
    if (valueIn(headOfficeLayer(settings.read())[descriptor.group], descriptor.key) !== undefined)
      throw new Fault('SETTING_MANAGED', undefined, undefined, 'Ask head office: it sets this from afar.')
    settings.write(withValue(settings.read(), descriptor, value))
    changes.publish('settings')
    return this.#view(descriptor)
  }

  #view({ group, key, facts }: SettingDescriptor): SettingView {
    const { settings, started } = this.#deps
    const flag = group === 'start' ? valueIn(started.flags, key) : undefined
    if (flag !== undefined) return { ...facts, value: flag, source: 'flag' }
    const managed = valueIn(started.policy?.[group], key)
    if (managed !== undefined) return { ...facts, value: managed, source: 'policy' }
    const atStart = group === 'limits' ? valueIn(started.limits, key) : undefined
    if (atStart !== undefined) return { ...facts, value: atStart, source: 'start' }
    const setFromAfar = valueIn(headOfficeLayer(settings.read())[group], key)
    if (setFromAfar !== undefined) return { ...facts, value: setFromAfar, source: 'head-office' }
    const stored = valueIn(settings.read()[group], key)
    if (stored !== undefined) return { ...facts, value: stored, source: 'settings' }
    return { ...facts, ...(facts.fallback !== undefined && { value: facts.fallback }), source: 'default' }
  }
}

function unknownSetting(name: string): string {
  const meant = similarName(
    name,
    settingDescriptors().map(({ facts }) => facts.name),
  )
  return `Unknown setting "${name}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`
}

/** @param value `undefined` removes the setting */
function withValue(settings: Settings, { group, key, facts, rule }: SettingDescriptor, value: Value): Settings {
  const { [key]: _, ...others } = { ...settings[group] } as Record<string, Value>
  const { [group]: __, ...rest } = settings
  if (value === undefined) return Object.keys(others).length > 0 ? { ...rest, [group]: others } : rest
  const read = settingGroups[group].safeParse({ [key]: value })
  if (!read.success)
    throw invalid(rule === undefined ? issuesOf(read.error, group) : [{ path: facts.name, message: rule }])
  return { ...rest, [group]: { ...others, ...read.data } }
}

function valueIn(group: object | undefined, key: string): Value {
  return (group as Record<string, Value> | undefined)?.[key]
}
