import type { Log, LogFields } from '../core/log.ts'

export interface LoggedEvent {
  level: 'info' | 'warn' | 'error'
  event: string
  fields: LogFields
  thrown?: unknown
}

/** Keeps what is logged, for whoever asks afterwards. */
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

/** Keeps nothing. */
export const silentLog: Log = { request: () => {}, info: () => {}, warn: () => {}, error: () => {} }
