import { Settings } from '#core/settings/settings.ts'

/** A frozen copy. Settings that break the schema are a bug, so they throw here and never reach the disk. */
export function snapshotOf(settings: Settings): Settings {
  return deepFrozen(structuredClone(Settings.parse(settings)))
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFrozen(inner)
    Object.freeze(value)
  }
  return value
}
