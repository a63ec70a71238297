import type { Histogram } from '#core/traffic/metrics.ts'

export type Labels = Readonly<Record<string, string>>
export type Sample = readonly [Labels, number]

/** Takes metrics family by family and writes them in a format of its own. Names are those of Prometheus, units stand in them. */
export interface MetricSink {
  counter(name: string, help: string, samples: readonly Sample[]): void
  gauge(name: string, help: string, samples: readonly Sample[]): void
  /** The histogram counts milliseconds; the metric is in seconds. */
  histogram(name: string, help: string, series: readonly (readonly [Labels, Histogram])[]): void
}
