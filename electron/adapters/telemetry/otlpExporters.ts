import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base'
import { createOtlpHttpExportDelegate } from '@opentelemetry/otlp-exporter-base/node-http'
import {
  LogsExporterMetricsHelper,
  MetricsExporterMetricsHelper,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
  TraceExporterMetricsHelper,
} from '@opentelemetry/otlp-transformer'
import type { LogRecordExporter } from '@opentelemetry/sdk-logs'
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { UpstreamAgent } from '#adapters/network/upstreamAgent.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Delivery } from '#core/telemetry/exporter.ts'

interface Options {
  endpoint: string
  headers: ReadonlyMap<string, Secret>
  agent: UpstreamAgent
  /** Of one delivery, all its tries together. */
  timeoutMs: number
  onDelivery(delivery: Delivery): void
}

/** Deliveries of one kind that may be under way at once. */
const concurrencyLimit = 2

/**
 * The SDK's exporters by OTLP over HTTP in Protocol Buffers. They try again as the protocol says: after 429, 502, 503, 504 and
 * broken connections, with growing pauses or as `Retry-After` tells, until the time of the delivery is over. The environment
 * of the process decides nothing, which the SDK's ready-made exporters ask as well.
 */
export function otlpExporters(options: Options): {
  metrics: PushMetricExporter
  logs: LogRecordExporter
  spans: SpanExporter
} {
  const { endpoint, headers, agent, timeoutMs: timeoutMillis, onDelivery } = options
  const configuration = (path: string) => ({
    ...{ url: endpoint + path, timeoutMillis, concurrencyLimit, compression: 'gzip' as const },
    ...{ agentFactory: async () => agent, userAgent: 'till-agent' },
    headers: async () => ({
      ...Object.fromEntries([...headers].map(([name, value]) => [name, value.reveal()])),
      'Content-Type': 'application/x-protobuf',
    }),
  })
  const type = 'otlp_http_exporter'
  return {
    metrics: reported(
      createOtlpHttpExportDelegate(
        ...([configuration('/v1/metrics'), ProtobufMetricsSerializer, type] as const),
        ...([MetricsExporterMetricsHelper, undefined] as const),
      ),
      onDelivery,
    ),
    logs: reported(
      createOtlpHttpExportDelegate(
        ...([configuration('/v1/logs'), ProtobufLogsSerializer, type] as const),
        ...([LogsExporterMetricsHelper, undefined] as const),
      ),
      onDelivery,
    ),
    spans: reported(
      createOtlpHttpExportDelegate(
        ...([configuration('/v1/traces'), ProtobufTraceSerializer, type] as const),
        ...([TraceExporterMetricsHelper, undefined] as const),
      ),
      onDelivery,
    ),
  }
}

type Delegate<Items> = ConstructorParameters<typeof OTLPExporterBase<Items>>[0]

/** The exporter of the SDK, which also tells how each delivery ended. */
function reported<Items>(delegate: Delegate<Items>, onDelivery: Options['onDelivery']): OTLPExporterBase<Items> {
  return new (class extends OTLPExporterBase<Items> {
    override export(items: Items, done: (result: ExportResult) => void): void {
      super.export(items, (result) => {
        onDelivery(result.code === ExportResultCode.SUCCESS ? {} : { reason: reasonOf(result.error) })
        done(result)
      })
    }
  })(delegate)
}

/** Only a code leaves this file: messages of the SDK hold what the collector answered. */
function reasonOf(error: (Error & { code?: unknown }) | undefined): string {
  const { code, message } = error ?? {}
  if (typeof code === 'number') return `HTTP_${code}`
  if (typeof code === 'string') return code
  return message === 'Request timed out' ? 'TIMEOUT' : 'UNAVAILABLE'
}
