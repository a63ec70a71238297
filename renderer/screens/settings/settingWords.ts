import type { TFunction } from 'i18next'
import type { Language, SettingView } from '#contract/setting.ts'
import { settings } from '#words/en/settings.ts'
import type { formats } from '#words/format.ts'
import { languages } from '#words/languages.ts'

type Value = SettingView['value']

/** The catalogue's name for a setting; the setting's own name where the catalogue lacks it. */
export function nameOfSetting(name: string, t: TFunction): string {
  const [group = '', key = ''] = name.split('.')
  if (group === 'store' && isIn(settings.names.store, key)) return t(`settings.names.store.${key}`)
  if (group === 'codes' && isIn(settings.names.codes, key)) return t(`settings.names.codes.${key}`)
  if (group === 'counter' && isIn(settings.names.counter, key)) return t(`settings.names.counter.${key}`)
  if (group === 'telemetry' && isIn(settings.names.telemetry, key)) return t(`settings.names.telemetry.${key}`)
  if (group === 'network' && isIn(settings.names.network, key)) return t(`settings.names.network.${key}`)
  if (group === 'statements' && isIn(settings.names.statements, key)) return t(`settings.names.statements.${key}`)
  if (group === 'training' && isIn(settings.names.training, key)) return t(`settings.names.training.${key}`)
  if (group === 'outbox' && isIn(settings.names.outbox, key)) return t(`settings.names.outbox.${key}`)
  if (group === 'fleet' && isIn(settings.names.fleet, key)) return t(`settings.names.fleet.${key}`)
  if (group === 'start' && isIn(settings.names.start, key)) return t(`settings.names.start.${key}`)
  if (group === 'updates' && isIn(settings.names.updates, key)) return t(`settings.names.updates.${key}`)
  if (group === 'limits' && isIn(settings.names.limits, key)) return t(`settings.names.limits.${key}`)
  return name
}

function isIn<Names extends object>(names: Names, name: string): name is keyof Names & string {
  return Object.hasOwn(names, name)
}

/** A setting's value with its unit. */
export function valueInWords(
  { name, kind, unit }: Pick<SettingView, 'name' | 'kind' | 'unit'>,
  value: Value,
  t: TFunction,
  formatters: Pick<ReturnType<typeof formats>, 'number' | 'bytes' | 'milliseconds' | 'duration' | 'country'>,
): string {
  if (value === undefined || value === '') return t('settings.notSet')
  if (kind === 'country') return formatters.country(String(value))
  if (name === 'start.language') return languages[value as Language] ?? String(value)
  if (typeof value !== 'number') return String(value)
  switch (unit) {
    case 'bytes':
      return formatters.bytes(value)
    case 'milliseconds':
      return value >= 1_000 && value < 60_000 && value % 1_000 === 0
        ? formatters.duration(value)
        : formatters.milliseconds(value)
    case 'per-second':
      return t('settings.perSecond', { value: formatters.number(value) })
    case 'count':
    case undefined:
      return formatters.number(value)
  }
}
