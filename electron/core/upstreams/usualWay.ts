import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { ParsedEntry } from './entry.ts'

type Common = ParsedEntry['common']

/**
 * The entry with the way that it takes when it names none: the system's, which is the straight one where the system says
 * nothing. A record without `proxy` is called straight: an upstream on this machine, and one that an earlier version set up
 * so, which keeps its way when its file is applied again.
 */
export function withUsualWay<Entry extends Pick<ParsedEntry, 'common'>>(
  entry: Entry,
  before: Pick<StoredUpstream, 'proxy'> | undefined,
): Entry {
  const { common } = entry
  if (common.proxy !== undefined || isOnThisMachine(common)) return entry
  if (before && before.proxy === undefined) return entry
  return { ...entry, common: { ...common, proxy: 'system' } }
}

function isOnThisMachine({ baseUrl }: Common): boolean {
  return isLoopbackHost(new URL(baseUrl).hostname)
}
