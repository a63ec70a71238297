/** How long a paired client may use its key, in days. */
export type GrantPeriod = number | 'never-expires'

const shorterPeriods = [30, 1]

/**
 * The periods that a person can choose: the requested one first, then shorter ones. No longer one: a pairing grants at
 * most what was requested.
 */
export function grantPeriodsFor(requestedDays: number | undefined): GrantPeriod[] {
  const requested: GrantPeriod = requestedDays ?? 'never-expires'
  return [requested, ...shorterPeriods.filter((days) => requested === 'never-expires' || days < requested)]
}
