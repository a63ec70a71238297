import { randomUUID } from 'node:crypto'
import type { Settings } from '../core/settings.ts'

/** What a till that was never set up knows. */
export function freshSettings(): Settings {
  return { version: 1, installation: randomUUID(), upstreams: [], clients: [] }
}
