import type { TFunction } from 'i18next'
import type { SettingView } from '../../../electron/contract/setting.ts'
import type { formats } from '../../parts/format.ts'
import { settings } from '../../words/en/settings.ts'

type Value = SettingView['value']

/** A setting by the name a person knows; one that the catalogue does not know yet goes by its own. */
export function nameOfSetting(name: string, t: TFunction): string {
  const [group = '', own = ''] = name.split('.')
  if (group === 'store' && isIn(settings.names.store, own)) return t(`settings.names.store.${own}`)
  if (group === 'updates' && isIn(settings.names.updates, own)) return t(`settings.names.updates.${own}`)
  if (group === 'limits' && isIn(settings.names.limits, own)) return t(`settings.names.limits.${own}`)
  return name
}

function isIn<Names extends object>(names: Names, name: string): name is keyof Names & string {
  return Object.hasOwn(names, name)
}

/** A value with its unit, as a person would say it. */
export function valueInWords(
  { kind, unit }: Pick<SettingView, 'kind' | 'unit'>,
  value: Value,
  t: TFunction,
  as: Pick<ReturnType<typeof formats>, 'number' | 'bytes' | 'milliseconds' | 'duration' | 'country'>,
): string {
  if (value === undefined || value === '') return t('settings.notSet')
  if (kind === 'country') return as.country(String(value))
  if (typeof value !== 'number') return String(value)
  switch (unit) {
    case 'bytes':
      return as.bytes(value)
    case 'milliseconds':
      return value >= 1_000 && value < 60_000 && value % 1_000 === 0 ? as.duration(value) : as.milliseconds(value)
    case 'per-second':
      return t('settings.perSecond', { value: as.number(value) })
    case 'count':
    case undefined:
      return as.number(value)
  }
}
