import type { Fault } from '#core/base/fault.ts'

type Fields = Record<string, unknown>

/**
 * Refuses a change that would lead requests, and with them the credential, to a host that they do not go to already. A key of head
 * office that was stolen would otherwise have every till send its credential to the thief.
 *
 * @param allowed further hosts, as the setting `fleet.hosts` has them
 */
export function checkHosts(
  before: Fields,
  after: Fields,
  allowed: string | undefined,
  wrong: (name: string, message: string) => Fault,
): void {
  const known = new Set(Object.values(before).flatMap(hostIn))
  for (const [name, value] of Object.entries(after))
    for (const host of hostIn(value))
      if (!known.has(host) && !isAmong(host, allowed))
        throw wrong(name, `leads to ${host}, which the setting fleet.hosts of this till does not name`)
}

/** Port included, where it is not the usual one: another port may be another program. */
function hostIn(value: unknown): string[] {
  if (typeof value !== 'string' || !URL.canParse(value)) return []
  const { host } = new URL(value)
  return host === '' ? [] : [host]
}

/** @param patterns as the settings `fleet.hosts` and `fleet.bundleHosts` have them */
export function isAmong(host: string, patterns = ''): boolean {
  return patterns.split(' ').some((pattern) => pattern !== '' && isHostOf(host, pattern))
}

function isHostOf(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}
