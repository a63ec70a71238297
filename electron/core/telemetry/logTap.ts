import type { Log, LogFields, RequestLine } from '#core/base/log.ts'
import type { TelemetryEvent } from './exporter.ts'

/** A log that also tells of its events, never of requests. */
export class LogTap implements Log {
  /** Must not throw. */
  listener: ((event: TelemetryEvent) => void) | undefined
  readonly #log: Log
  readonly #observe: ((event: TelemetryEvent) => void) | undefined

  /** @param observe is told of the same events for as long as the log is open; must not throw */
  constructor(log: Log, observe?: (event: TelemetryEvent) => void) {
    this.#log = log
    this.#observe = observe
  }

  request(line: RequestLine, isWrite?: boolean): void {
    this.#log.request(line, isWrite)
  }

  info(event: string, fields?: LogFields): void {
    this.#log.info(event, fields)
    this.#tell({ level: 'info', name: event, fields: fields ?? {} })
  }

  warn(event: string, fields?: LogFields): void {
    this.#log.warn(event, fields)
    this.#tell({ level: 'warn', name: event, fields: fields ?? {} })
  }

  error(event: string, thrown: unknown, fields?: LogFields): void {
    this.#log.error(event, thrown, fields)
    this.#tell({ level: 'error', name: event, fields: { ...fields, kind: fields?.kind ?? nameOf(thrown) } })
  }

  #tell(event: TelemetryEvent): void {
    this.#observe?.(event)
    this.listener?.(event)
  }
}

/** The class and no message: that may hold whatever failed. */
function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.constructor.name : typeof thrown
}
