import { type SettingGroup, settingGroups } from './policy.ts'
import type { Settings } from './settings.ts'

const groups = Object.keys(settingGroups) as SettingGroup[]

/** What `after` adds or changes, as in `upstream loyalty`, `client pos` or `limit queue`. Removals are left out. */
export function changesBetween(before: Settings, after: Settings): string[] {
  return [
    ...changed('upstream', byId(before.upstreams), byId(after.upstreams)),
    ...changed('client', byId(before.clients), byId(after.clients)),
    ...groups.flatMap((group) => changed(wordOf(group), { ...before[group] }, { ...after[group] })),
    ...(canonicalText(before.pin) === canonicalText(after.pin) ? [] : ['pin']),
  ]
}

function wordOf(group: SettingGroup): string {
  return group === 'limits' ? 'limit' : group
}

type Named = Record<string, unknown>

function byId(items: readonly { id: string }[]): Named {
  return Object.fromEntries(items.map((item) => [item.id, item]))
}

function changed(word: string, before: Named, after: Named): string[] {
  return Object.keys(after)
    .filter((name) => canonicalText(before[name]) !== canonicalText(after[name]))
    .map((name) => `${word} ${name}`)
}

/** JSON with sorted keys: equal values give equal texts. */
function canonicalText(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
