import { Settings } from '../core/settings.ts'

/** A copy that nobody can change, checked: what breaks the schema is a bug of ours and must not reach the disk. */
export function snapshotOf(settings: Settings): Settings {
  return frozen(structuredClone(Settings.parse(settings)))
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}
