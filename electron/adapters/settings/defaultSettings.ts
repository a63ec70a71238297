import { randomUUID } from 'node:crypto'
import type { Settings } from '#core/settings/settings.ts'

/** The settings of a till that was never set up. */
export function defaultSettings(): Settings {
  return { version: 1, installation: randomUUID(), upstreams: [], clients: [] }
}
