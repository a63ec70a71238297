import type { Settings } from './settings.ts'

/** What is new or different, by name. */
export function changesBetween(before: Settings, after: Settings): string[] {
  return [
    ...changed('upstream', byId(before.upstreams), byId(after.upstreams)),
    ...changed('client', byId(before.clients), byId(after.clients)),
    ...changed('limit', { ...before.limits }, { ...after.limits }),
    ...changed('store', { ...before.store }, { ...after.store }),
  ]
}

type Named = Record<string, unknown>

function byId(items: readonly { id: string }[]): Named {
  return Object.fromEntries(items.map((item) => [item.id, item]))
}

function changed(word: string, before: Named, after: Named): string[] {
  return Object.keys(after)
    .filter((name) => sorted(before[name]) !== sorted(after[name]))
    .map((name) => `${word} ${name}`)
}

/** The same text for the same value, in whatever order its fields stand. */
function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
