import { median } from './figures.ts'
import type { Load } from './loads.ts'
import type { Slice } from './rounds.ts'
import { type VariantName, variantNames } from './variants.ts'

const measures = ['requestsPerSecond', 'p50Ms', 'p99Ms', 'cpuMicrosPerRequest', 'rssMib'] as const
export type Measure = (typeof measures)[number]
export type Figures = Record<Measure, number>

/** One variant under one load: medians over the rounds, and medians of the ratios within each round. */
export interface Row {
  load: string
  variant: VariantName
  rounds: number
  value: Figures
  ofNginx: Figures
  ofDirect: Figures
}

export function summarise(slices: readonly Slice[], loads: readonly Load[]): Row[] {
  return loads.flatMap(({ name }) =>
    variantNames.map((variant) => {
      const own = slices.filter((slice) => slice.load === name && slice.variant === variant)
      const to = (other: VariantName) => figures((measure) => median(ratios(own, slices, other, measure)))
      const value = figures((measure) => median(own.map((slice) => slice[measure])))
      return { load: name, variant, rounds: own.length, value, ofNginx: to('nginx'), ofDirect: to('direct') }
    }),
  )
}

export function rowOf(rows: readonly Row[], load: Load, variant: VariantName): Row {
  const row = rows.find((candidate) => candidate.load === load.name && candidate.variant === variant)
  if (!row) throw new Error(`${variant} was not measured under ${load.name}`)
  return row
}

/** Only what was measured in the same round is compared. */
function ratios(own: readonly Slice[], all: readonly Slice[], other: VariantName, measure: Measure): number[] {
  return own.flatMap((slice) => {
    const same = all.find(
      ({ round, load, variant }) => round === slice.round && load === slice.load && variant === other,
    )
    return same ? [slice[measure] / same[measure]] : []
  })
}

function figures(of: (measure: Measure) => number): Figures {
  return Object.fromEntries(measures.map((measure) => [measure, of(measure)])) as Figures
}
