import type { Limits } from '#core/settings/limits.ts'
import type { StoredEnrolment } from '#core/settings/settings.ts'

/** `packTries` of one pack, and `packsTried` that are remembered at a time: more than any shop is sent, and few to keep. */
type TryLimits = Pick<Limits, 'packTries' | 'packsTried'>

type Tries = NonNullable<StoredEnrolment['tries']>

interface PackDates {
  digest: string
  expiresAt: number
}

/** Codes that may still be tried. None where so many packs were tried that no further one can be remembered. */
export function triesLeft(
  tries: Tries | undefined,
  { digest }: Pick<PackDates, 'digest'>,
  { packTries, packsTried }: TryLimits,
  now: number,
): number {
  const known = tries?.find((one) => one.digest === digest)
  if (!known && alive(tries ?? [], now).length >= packsTried) return 0
  return Math.max(0, packTries - (known?.count ?? 0))
}

/** One try more. What belongs to packs that have expired is forgotten: no code opens them. */
export function withTry(tries: Tries | undefined = [], { digest, expiresAt }: PackDates, now: number): Tries {
  const count = tries.find((one) => one.digest === digest)?.count ?? 0
  return [...alive(withoutTries(tries, digest), now), { digest, count: count + 1, expiresAt }]
}

/** For a pack whose code was right. */
export function withoutTries(tries: Tries | undefined = [], digest: string): Tries {
  return tries.filter((one) => one.digest !== digest)
}

function alive(tries: Tries, now: number): Tries {
  return tries.filter(({ expiresAt }) => expiresAt > now)
}
