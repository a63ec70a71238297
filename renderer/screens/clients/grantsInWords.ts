import type { TFunction } from 'i18next'
import type { Grant } from '#contract/grant.ts'
import { clients } from '#words/en/clients.ts'
import type { GrantItem } from './grantItems.ts'

/** Unicode isolates: text between them runs from left to right in every language. */
const leftToRight = '\u2066'
const endOfIsolate = '\u2069'

/** What a client may do, in one sentence. A preset that the catalogue lacks goes by its own name. */
export function permissionInWords(permission: GrantItem['permission'], t: TFunction): string {
  if (typeof permission !== 'string') return routeInWords(permission, t)
  if (permission === 'hand-over') return t('clients.grants.handOver')
  // i18next takes a colon in a key for a namespace.
  const preset = permission.replace(':', '-')
  return isPreset(preset) ? t(`clients.grants.presets.${preset}`) : `${leftToRight}${permission}${endOfIsolate}`
}

/** What a client may do, upstream by upstream. */
export function grantsInWords(grants: readonly Grant[], t: TFunction): { upstream: string; sentences: string[] }[] {
  return grants.map(({ upstream, allow }) => ({
    upstream,
    sentences: allow.map((permission) => permissionInWords(permission, t)),
  }))
}

function routeInWords({ methods, path }: Exclude<GrantItem['permission'], string>, t: TFunction): string {
  const isAny = methods.includes('*')
  if (isAny && path === '/**') return t('clients.grants.anything')
  const pattern = path.replaceAll(/\*+/g, '…')
  const route = `${leftToRight}${isAny ? pattern : `${methods.join(', ')} ${pattern}`}${endOfIsolate}`
  return isAny ? t('clients.grants.anyMethod', { route }) : route
}

function isPreset(name: string): name is keyof typeof clients.grants.presets {
  return Object.hasOwn(clients.grants.presets, name)
}
