import {
  type Attributes,
  ROOT_CONTEXT,
  type Tracer as Sdk,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import type { RequestLine } from '#core/base/log.ts'
import type { RequestTrace, Tracer } from '#core/traffic/tracing.ts'

/** A span for each brokered request; the sampler of the SDK decides which are recorded. */
export function tracerBy(sdk: Sdk): Tracer {
  return {
    begin(traceparent): RequestTrace {
      const parent = traceparent === undefined ? null : parseTraceParent(traceparent)
      const context = parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT
      const span = sdk.startSpan('request', { kind: SpanKind.SERVER }, context)
      let isOver = false
      return {
        traceparent: traceparentOf(span),
        continues: parent !== null,
        finish(line) {
          if (isOver) return
          isOver = true
          if (span.isRecording()) describe(span, line)
          span.end()
        },
      }
    },
  }
}

/** W3C Trace Context, version 00. */
function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${(traceFlags & 1).toString(16).padStart(2, '0')}`
}

/** The granted route names it, never the path: that may name a customer. */
function describe(span: Span, line: RequestLine): void {
  const { client, upstream, route, status, code, agentMs, upstreamMs, requestId, cache } = line
  span.updateName(route)
  const [method = '', path = ''] = route.split(' ')
  const attributes: Attributes = {
    ...{ 'http.request.method': method, 'http.route': path, client, upstream, 'request.id': requestId },
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(code !== undefined && { 'error.type': code }),
    ...(agentMs !== undefined && { 'agent.ms': agentMs }),
    ...(upstreamMs !== undefined && { 'upstream.ms': upstreamMs }),
    ...(cache !== undefined && { cache }),
  }
  span.setAttributes(attributes)
  if (code !== undefined || (status ?? 0) >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
}
