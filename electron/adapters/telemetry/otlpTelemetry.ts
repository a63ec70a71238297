import { SeverityNumber } from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { UpstreamAgent } from '#adapters/network/upstreamAgent.ts'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import { readCaFile } from '#adapters/tls/tlsTrust.ts'
import type { ExporterOptions, TelemetryEvent, TelemetryExporter } from '#core/telemetry/exporter.ts'
import { agentMetrics } from './metricData.ts'
import { otlpExporters } from './otlpExporters.ts'
import { tracerBy } from './otlpTracer.ts'

const connectTimeoutMs = 10_000
/** Of one delivery with all its tries. */
const deliveryTimeoutMs = 30_000
/** The process does not wait longer for the last ones. */
const closeMs = 2_000
/** Events, and spans, that are kept while the collector takes none; further ones are dropped. */
const maxQueueSize = 1_024
const maxExportBatchSize = 256
const batchDelayMs = 5_000

const severities: Record<TelemetryEvent['level'], SeverityNumber> = {
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
}

/** @throws as `OpenExporter` */
export function openOtlpTelemetry(options: ExporterOptions, machine: MachineNetwork): TelemetryExporter {
  const { endpoint, caFile, headers, intervalMs, tracePercent, startedAt, version, measure, onDelivery } = options
  const ca = caFile === undefined ? undefined : readCaFile(caFile)
  const { origin } = new URL(endpoint)
  const target = upstreamTargetOf({ baseUrl: origin, proxy: 'system' }, ca, connectTimeoutMs, machine)
  const agent = new UpstreamAgent(target, true)
  const timeoutMs = Math.min(deliveryTimeoutMs, intervalMs)
  const exporters = otlpExporters({ endpoint, headers, agent, timeoutMs, onDelivery })
  const resource = resourceFromAttributes({ ...options.resource })
  const scope = { name: 'till-agent', version }
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: exporters.metrics,
        exportIntervalMillis: intervalMs,
        exportTimeoutMillis: timeoutMs,
        metricProducers: [agentMetrics({ scope, startedAt, measure })],
      }),
    ],
  })
  const batch = {
    ...{ maxQueueSize, maxExportBatchSize },
    ...{ scheduledDelayMillis: Math.min(batchDelayMs, intervalMs), exportTimeoutMillis: timeoutMs },
  }
  const loggers = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: exporters.logs, ...batch })],
  })
  const tracers =
    tracePercent > 0
      ? new TracerProvider({
          resource,
          sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(tracePercent / 100) }),
          spanProcessors: [new BatchSpanProcessor({ exporter: exporters.spans, ...batch })],
        })
      : undefined
  const logger = loggers.getLogger(scope.name, version)
  return {
    tracer: tracers && tracerBy(tracers.getTracer(scope.name, version)),
    emit({ level, name, fields }) {
      const attributes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      logger.emit({
        ...{ eventName: name, body: name, severityNumber: severities[level], severityText: level.toUpperCase() },
        attributes: attributes as Record<string, string | number | boolean>,
      })
    },
    async close() {
      await within(closeMs, Promise.allSettled([meters.shutdown(), loggers.shutdown(), tracers?.shutdown()]))
      agent.destroy()
    },
  }
}

/** Waits for the work, but no longer than that. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timeUp = Promise.withResolvers<void>()
  const timer = setTimeout(timeUp.resolve, ms)
  await Promise.race([work, timeUp.promise])
  clearTimeout(timer)
}
