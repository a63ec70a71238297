import type { Labels, MetricSink, Sample } from '#core/telemetry/metricSink.ts'
import type { Histogram } from '#core/traffic/metrics.ts'

/** Media type of the Prometheus text format 0.0.4. */
export const prometheusType = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * Writes the Prometheus text format. (No library: those that write it also count, some thirty times slower than
 * `core/traffic/metrics.ts`, and accept no histogram that was counted elsewhere.)
 */
export class PrometheusText implements MetricSink {
  #text = ''

  counter(name: string, help: string, samples: readonly Sample[]): void {
    this.#family(name, help, 'counter', samples)
  }

  gauge(name: string, help: string, samples: readonly Sample[]): void {
    this.#family(name, help, 'gauge', samples)
  }

  /** Takes milliseconds and writes seconds, the format's base unit. */
  histogram(name: string, help: string, series: readonly (readonly [Labels, Histogram])[]): void {
    this.#head(name, help, 'histogram')
    for (const [labels, { boundsMs, counts, sumMs }] of series) {
      let count = 0
      for (const [at, more] of counts.entries()) {
        count += more
        const bound = boundsMs[at]
        this.#line(`${name}_bucket`, { ...labels, le: bound === undefined ? '+Inf' : String(bound / 1_000) }, count)
      }
      this.#line(`${name}_sum`, labels, sumMs / 1_000)
      this.#line(`${name}_count`, labels, count)
    }
  }

  toString(): string {
    return this.#text
  }

  #family(name: string, help: string, type: string, samples: readonly Sample[]): void {
    this.#head(name, help, type)
    for (const [labels, value] of samples) this.#line(name, labels, value)
  }

  #head(name: string, help: string, type: string): void {
    this.#text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
  }

  #line(name: string, labels: Labels, value: number): void {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
    this.#text += `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`
  }
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
