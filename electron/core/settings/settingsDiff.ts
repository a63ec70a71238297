import type { Settings } from './settings.ts'

/** What `after` adds or changes, as in `upstream loyalty`, `client pos` or `limit queue`. Removals are left out. */
export function changesBetween(before: Settings, after: Settings): string[] {
  return [
    ...changed('upstream', byId(before.upstreams), byId(after.upstreams)),
    ...changed('client', byId(before.clients), byId(after.clients)),
    ...changed('limit', { ...before.limits }, { ...after.limits }),
    ...changed('store', { ...before.store }, { ...after.store }),
    ...changed('codes', { ...before.codes }, { ...after.codes }),
    ...changed('start', { ...before.start }, { ...after.start }),
    ...changed('updates', { ...before.updates }, { ...after.updates }),
    ...changed('network', { ...before.network }, { ...after.network }),
    ...changed('statements', { ...before.statements }, { ...after.statements }),
    ...changed('counter', { ...before.counter }, { ...after.counter }),
    ...changed('outbox', { ...before.outbox }, { ...after.outbox }),
    ...changed('fleet', { ...before.fleet }, { ...after.fleet }),
    ...(canonicalText(before.pin) === canonicalText(after.pin) ? [] : ['pin']),
  ]
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
