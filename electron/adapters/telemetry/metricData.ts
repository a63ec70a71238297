import { type HrTime, ValueType } from '@opentelemetry/api'
import { millisToHrTime } from '@opentelemetry/core'
import { emptyResource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  type CollectionResult,
  DataPointType,
  type MetricData,
  type MetricDescriptor,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import type { Labels, MetricSink, Sample } from '#core/telemetry/metricSink.ts'
import type { Histogram } from '#core/traffic/metrics.ts'

interface Options {
  scope: { name: string; version: string }
  /** When counting began, in milliseconds since 1970. */
  startedAt: number
  measure(sink: MetricSink): void
}

/** The agent's own counts as the SDK exports them: nothing is counted a second time. */
export function agentMetrics({ scope, startedAt, measure }: Options): MetricProducer {
  return {
    async collect(): Promise<CollectionResult> {
      const sink = new MetricDataSink(millisToHrTime(startedAt), millisToHrTime(Date.now()))
      measure(sink)
      // The SDK puts its own resource in place of this one.
      return {
        resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope, metrics: sink.metrics }] },
        errors: [],
      }
    },
  }
}

class MetricDataSink implements MetricSink {
  readonly metrics: MetricData[] = []
  readonly #startTime: HrTime
  readonly #endTime: HrTime

  constructor(startTime: HrTime, endTime: HrTime) {
    this.#startTime = startTime
    this.#endTime = endTime
  }

  counter(name: string, help: string, samples: readonly Sample[]): void {
    const common = this.#common(name, help)
    this.#add(samples, {
      ...common,
      dataPointType: DataPointType.SUM,
      isMonotonic: true,
      dataPoints: this.#points(samples),
    })
  }

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    const common = this.#common(name, help)
    this.#add(samples, { ...common, dataPointType: DataPointType.GAUGE, dataPoints: this.#points(samples) })
  }

  histogram(name: string, help: string, series: readonly (readonly [Labels, Histogram])[]): void {
    const points = series.map(([labels, { boundsMs, counts, sumMs }]) => {
      const buckets = { boundaries: boundsMs.map((ms) => ms / 1_000), counts: [...counts] }
      return [labels, { buckets, sum: sumMs / 1_000, count: counts.reduce((sum, count) => sum + count, 0) }] as const
    })
    const common = this.#common(name, help)
    this.#add(points, { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: this.#points(points) })
  }

  #add(points: readonly unknown[], metric: MetricData): void {
    if (points.length > 0) this.metrics.push(metric)
  }

  /** Without a unit, which stands in the name: a receiver for Prometheus would add it a second time. */
  #common(name: string, description: string) {
    const descriptor: MetricDescriptor = { name, description, unit: '', valueType: ValueType.DOUBLE }
    return { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE }
  }

  #points<Value>(samples: readonly (readonly [Labels, Value])[]) {
    const [startTime, endTime] = [this.#startTime, this.#endTime]
    return samples.map(([labels, value]) => ({ startTime, endTime, attributes: { ...labels }, value }))
  }
}
