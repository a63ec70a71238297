import type { Log, LogFields, RequestLine } from '#core/base/log.ts'
import type { TelemetryEvent } from './exporter.ts'

/** A log that also tells one listener of its events, never of requests. */
export class LogTap implements Log {
  /** Must not throw. */
  listener: ((event: TelemetryEvent) => void) | undefined
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  request(line: RequestLine, isWrite?: boolean): void {
    this.#log.request(line, isWrite)
  }

  info(event: string, fields?: LogFields): void {
    this.#log.info(event, fields)
    this.listener?.({ level: 'info', name: event, fields: fields ?? {} })
  }

  warn(event: string, fields?: LogFields): void {
    this.#log.warn(event, fields)
    this.listener?.({ level: 'warn', name: event, fields: fields ?? {} })
  }

  error(event: string, thrown: unknown, fields?: LogFields): void {
    this.#log.error(event, thrown, fields)
    this.listener?.({ level: 'error', name: event, fields: { ...fields, kind: fields?.kind ?? nameOf(thrown) } })
  }
}

/** The class and no message: that may hold whatever failed. */
function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.constructor.name : typeof thrown
}
