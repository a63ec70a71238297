import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync } from 'node:zlib'
// Made by protobufjs from the official definitions, which later versions of that package no longer carry.
import definitions from 'otlp-definitions/build/src/generated/root.js'

/** A request as the protocol's JSON writes it. */
export interface Message {
  resourceMetrics?: { resource: Attributed; scopeMetrics: { metrics: Metric[] }[] }[]
  resourceLogs?: { resource: Attributed; scopeLogs: { logRecords: LogRecord[] }[] }[]
  resourceSpans?: { resource: Attributed; scopeSpans: { spans: Span[] }[] }[]
}
interface Attributed {
  attributes?: { key: string; value: { stringValue?: string; intValue?: number; doubleValue?: number } }[]
}
interface Point extends Attributed {
  asDouble?: number
  count?: string
  sum?: number
  bucketCounts?: string[]
  explicitBounds?: number[]
}
interface Metric {
  name: string
  sum?: { dataPoints: Point[]; isMonotonic?: boolean }
  gauge?: { dataPoints: Point[] }
  histogram?: { dataPoints: Point[] }
}
interface LogRecord extends Attributed {
  eventName: string
  severityText: string
}
interface Span extends Attributed {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: string
  status?: { code?: string }
}

export type Value = string | number | undefined

/** What came of one kind, decoded by the official definitions, with the attributes of its resource and its own. */
export interface Received {
  metrics: { name: string; type: 'sum' | 'gauge' | 'histogram'; labels: Record<string, Value>; point: Point }[]
  events: { name: string; level: string; fields: Record<string, Value> }[]
  spans: { span: Span; fields: Record<string, Value> }[]
  resources: Record<string, Value>[]
}

interface Codec {
  decode(bytes: Buffer): object
  toObject(message: object, options: object): Message
}
interface Root {
  opentelemetry: { proto: { collector: Record<string, { v1: Record<string, Codec> }> } }
}

const services: Record<string, [string, string]> = {
  '/v1/metrics': ['metrics', 'ExportMetricsServiceRequest'],
  '/v1/logs': ['logs', 'ExportLogsServiceRequest'],
  '/v1/traces': ['trace', 'ExportTraceServiceRequest'],
}

/** Something else than a request of the protocol is an empty message. */
export function decodeOtlp(target: string, headers: IncomingHttpHeaders, body: Buffer): Message {
  const path = services[target]
  if (path === undefined || headers['content-type'] !== 'application/x-protobuf') return {}
  const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  const { collector } = (definitions as unknown as Root).opentelemetry.proto
  const type = collector[path[0]]?.v1[path[1]] as Codec
  return type.toObject(type.decode(bytes), { longs: String, enums: String, bytes: String })
}

export function receivedIn(messages: readonly Message[]): Received {
  const metrics = messages.flatMap(({ resourceMetrics = [] }) => resourceMetrics)
  const logs = messages.flatMap(({ resourceLogs = [] }) => resourceLogs)
  const spans = messages.flatMap(({ resourceSpans = [] }) => resourceSpans)
  return {
    resources: [...metrics, ...logs, ...spans].map(({ resource }) => attributesOf(resource)),
    metrics: metrics
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .flatMap(({ name, ...data }) =>
        (['sum', 'gauge', 'histogram'] as const).flatMap((type) =>
          (data[type]?.dataPoints ?? []).map((point) => ({ name, type, labels: attributesOf(point), point })),
        ),
      ),
    events: logs
      .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords))
      .map((record) => ({ name: record.eventName, level: record.severityText, fields: attributesOf(record) })),
    spans: spans
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
      .map((span) => ({ span, fields: attributesOf(span) })),
  }
}

function attributesOf({ attributes = [] }: Attributed): Record<string, Value> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? doubleValue : Number(intValue)),
    ]),
  )
}
