import type { Log, LogFields } from '#core/base/log.ts'

export interface LoggedEvent {
  level: 'info' | 'warn' | 'error'
  event: string
  fields: LogFields
  thrown?: unknown
}

/** A log whose events a test can look at. */
export function createMemoryLog(): Log & { events: readonly LoggedEvent[] } {
  const events: LoggedEvent[] = []
  return {
    events,
    request: (line) => {
      events.push({ level: 'info', event: 'request', fields: { ...line } })
    },
    info: (event, fields = {}) => {
      events.push({ level: 'info', event, fields })
    },
    warn: (event, fields = {}) => {
      events.push({ level: 'warn', event, fields })
    },
    error: (event, thrown, fields = {}) => {
      events.push({ level: 'error', event, fields, thrown })
    },
  }
}

/** A log that drops everything. */
export const silentLog: Log = { request: () => {}, info: () => {}, warn: () => {}, error: () => {} }
