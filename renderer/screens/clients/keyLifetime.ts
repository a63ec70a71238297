const dayMs = 86_400_000

/** How long a key that a person makes by hand is valid. */
export const keyLifetimes = ['never-expires', 'year', 'month', 'day'] as const
export type KeyLifetime = (typeof keyLifetimes)[number]

const days: Record<Exclude<KeyLifetime, 'never-expires'>, number> = { year: 365, month: 30, day: 1 }

/** When the key expires, in milliseconds since 1970; `undefined` when it never does. */
export function expiryOf(lifetime: KeyLifetime, now: number): number | undefined {
  return lifetime === 'never-expires' ? undefined : now + days[lifetime] * dayMs
}
