import type { LogFields } from '#core/base/log.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Tracer } from '#core/traffic/tracing.ts'
import type { MetricSink } from './metricSink.ts'

/** One event of the log, or a heartbeat. Fields are ids, codes and numbers. */
export interface TelemetryEvent {
  level: 'info' | 'warn' | 'error'
  name: string
  fields: LogFields | Readonly<Record<string, string | number>>
}

/** How a delivery ended. @property reason a status, or a code of the system; absent when the collector took it */
export type Delivery = { reason?: string | undefined }

/** Sends to one collector. It keeps little and drops what is more: nothing waits for it. */
export interface TelemetryExporter {
  /** Absent where no request is traced. */
  readonly tracer?: Tracer | undefined
  /** Never throws, and never waits. */
  emit(event: TelemetryEvent): void
  /** Sends what is kept, for as long as `closeMs` at most. */
  close(): Promise<void>
}

export interface ExporterOptions {
  /** Base URL, without a slash at its end. */
  endpoint: string
  caFile: string | undefined
  headers: ReadonlyMap<string, Secret>
  /** Attributes of everything that is sent. */
  resource: Readonly<Record<string, string>>
  intervalMs: number
  tracePercent: number
  /** When counting began, in milliseconds since 1970. */
  startedAt: number
  version: string
  /** Writes the present values, for each interval. Events may be emitted meanwhile. */
  measure(sink: MetricSink): void
  onDelivery(delivery: Delivery): void
}

/**
 * Opens an exporter; its code is loaded then, and never for a till that sends nothing.
 *
 * @throws Fault `FILE_UNREADABLE` · `UPSTREAM_UNREACHABLE` as `Network`
 */
export type OpenExporter = (options: ExporterOptions) => Promise<TelemetryExporter>
