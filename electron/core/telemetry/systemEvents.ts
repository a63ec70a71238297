import { exportedFields } from './exportedFields.ts'
import type { TelemetryEvent } from './exporter.ts'

/** An event of the agent as the system's own log gets it. */
export interface SystemEvent {
  level: TelemetryEvent['level']
  /** Windows tells events of a source apart by it. The same for one name in every version. */
  id: number
  text: string
}

/** What head office looks for in the logs of machines: how the till is, and what became of updates. */
const ids: Readonly<Record<string, number>> = {
  'condition-changed': 100,
  'upstream-locked': 110,
  'audit-not-written': 120,
  'update-found': 200,
  'update-ended': 201,
  'update-unwell': 202,
  'update-stopped': 203,
  'update-no-way-back': 204,
  uncaught: 300,
  'page-gone': 301,
  'safe-mode': 302,
  'started-after-crash': 303,
}

/** `undefined` for an event of the agent's own log alone. The text has ids, codes and numbers, as what leaves the till. */
export function systemEventOf({ level, name, fields }: TelemetryEvent): SystemEvent | undefined {
  const id = ids[name]
  if (id === undefined) return undefined
  const facts = Object.entries(exportedFields(fields)).map(([key, value]) => `${key}=${value}`)
  return { level, id, text: [name, ...facts].join(' ') }
}
