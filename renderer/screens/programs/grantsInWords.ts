import type { TFunction } from 'i18next'
import type { Grant } from '../../../electron/contract/grant.ts'
import { programs } from '../../words/en/programs.ts'
import type { GrantItem } from './grantItems.ts'

/** Letters that keep what stands between them from left to right, whatever the language around it. */
const leftToRight = '\u2066'
const asBefore = '\u2069'

/** What a program may do, as a person would say it. A preset that the catalogue does not know yet goes by its name. */
export function permissionInWords(permission: GrantItem['permission'], t: TFunction): string {
  if (typeof permission !== 'string') return routeInWords(permission, t)
  if (permission === 'hand-over') return t('programs.grants.handOver')
  // A colon would divide the catalogue's keys.
  const preset = permission.replace(':', '-')
  return isPreset(preset) ? t(`programs.grants.presets.${preset}`) : `${leftToRight}${permission}${asBefore}`
}

export function grantsInWords(grants: readonly Grant[], t: TFunction): { upstream: string; sentences: string[] }[] {
  return grants.map(({ upstream, allow }) => ({
    upstream,
    sentences: allow.map((permission) => permissionInWords(permission, t)),
  }))
}

function routeInWords({ methods, path }: Exclude<GrantItem['permission'], string>, t: TFunction): string {
  const isAny = methods.includes('*')
  if (isAny && path === '/**') return t('programs.grants.anything')
  // An ellipsis for what may stand there: asterisks are for programs.
  const place = path.replaceAll(/\*+/g, '…')
  const route = `${leftToRight}${isAny ? place : `${methods.join(', ')} ${place}`}${asBefore}`
  return isAny ? t('programs.grants.anyMethod', { route }) : route
}

function isPreset(name: string): name is keyof typeof programs.grants.presets {
  return Object.hasOwn(programs.grants.presets, name)
}
