import type { Load } from './loads.ts'
import type { Slice } from './rounds.ts'
import { median } from './statistics.ts'
import { type VariantName, variantNames } from './variants.ts'

const metricNames = ['requestsPerSecond', 'p50Ms', 'p99Ms', 'cpuMicrosPerRequest', 'rssMib'] as const
export type Metric = (typeof metricNames)[number]
export type Metrics = Record<Metric, number>

/** A variant under a load: medians over the rounds, and medians of the ratios within each round. */
export interface Row {
  load: string
  variant: VariantName
  rounds: number
  value: Metrics
  ofNginx: Metrics
  ofDirect: Metrics
  /** To the least broker on Node that has a client of its own. */
  ofBareClient: Metrics
}

/** A variant that had stopped answering: its times would be those of nobody. */
export function isSilent({ requestsPerSecond }: Slice): boolean {
  return requestsPerSecond === 0
}

/** A slice without an answer counts in no median. */
export function summarise(slices: readonly Slice[], loads: readonly Load[]): Row[] {
  return loads.flatMap(({ name }) =>
    variantNames.map((variant) => {
      const own = slices.filter((slice) => slice.load === name && slice.variant === variant && !isSilent(slice))
      const to = (other: VariantName) => metrics((measure) => median(ratiosTo(own, slices, other, measure)))
      const value = metrics((measure) => median(own.map((slice) => slice[measure])))
      const ratios = { ofNginx: to('nginx'), ofDirect: to('direct'), ofBareClient: to('bare client') }
      return { load: name, variant, rounds: own.length, value, ...ratios }
    }),
  )
}

/** The ratios to another variant, measured in the same round. */
function ratiosTo(own: readonly Slice[], all: readonly Slice[], other: VariantName, measure: Metric): number[] {
  return own.flatMap((slice) => {
    const same = all.find(
      ({ round, load, variant }) => round === slice.round && load === slice.load && variant === other,
    )
    return same ? [slice[measure] / same[measure]] : []
  })
}

function metrics(of: (measure: Metric) => number): Metrics {
  return Object.fromEntries(metricNames.map((measure) => [measure, of(measure)])) as Metrics
}
