const dayMs = 86_400_000

/** How long a key made by hand is good. */
export const keepFor = ['ever', 'year', 'month', 'day'] as const
export type KeepFor = (typeof keepFor)[number]

const days: Record<Exclude<KeepFor, 'ever'>, number> = { year: 365, month: 30, day: 1 }

export function expiryOf(kept: KeepFor, now: number): number | undefined {
  return kept === 'ever' ? undefined : now + days[kept] * dayMs
}
