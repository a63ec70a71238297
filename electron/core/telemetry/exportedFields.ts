import { type LogFields, logFields } from '#core/base/log.ts'

/** Fields that may hold more than ids, codes and numbers: sentences, and what came from outside. They stay on the till. */
const kept: ReadonlySet<string> = new Set(['detail', 'reason', 'route', 'requestId'])
const permitted = logFields.filter((name) => !kept.has(name))

/** As ids and codes are written; anything longer or other is no code. */
const code = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/

/** What leaves the till of an event's fields: no sentence, no path and nothing that could name a person. */
export function exportedFields(fields: LogFields): Record<string, string | number | boolean> {
  const result: Record<string, string | number | boolean> = {}
  for (const name of permitted) {
    const value = fields[name]
    if (value === undefined || (typeof value === 'string' && !code.test(value))) continue
    if (looksPersonal(value)) continue
    result[name] = value
  }
  return result
}

/** Seven digits or more and nothing else may be a mobile number, a card or a bill. */
function looksPersonal(value: string | number | boolean): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Math.abs(value) >= 1e12
  return typeof value === 'string' && /^[\d.:/-]+$/.test(value) && value.replaceAll(/\D/g, '').length >= 7
}
