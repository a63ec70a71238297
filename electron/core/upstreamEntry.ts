import { z } from 'zod'
import { UpstreamCommon, type UpstreamEntry } from '../contract/upstream.ts'
import { invalid, issuesOf } from './issues.ts'
import type { Scheme } from './scheme.ts'

/** An upstream's entry, taken apart by its scheme. */
export interface ReadUpstream {
  scheme: Scheme
  common: z.infer<typeof UpstreamCommon>
  settings: Record<string, unknown>
  secrets: Record<string, string>
}

/**
 * @param at where the entry stands in a larger document, for the messages
 * @throws Fault `INVALID_INPUT`, naming every field that is missing, wrong or unknown
 */
export function readUpstreamEntry(entry: UpstreamEntry, schemes: ReadonlyMap<string, Scheme>, at = ''): ReadUpstream {
  const scheme = schemeOf(entry.scheme, schemes, at)
  const located = withBaseUrl(renamed(entry, scheme), scheme, at)
  const whole = z.strictObject({ ...UpstreamCommon.shape, ...scheme.settings.shape, ...scheme.secrets.shape })
  const read = whole.safeParse(located)
  if (!read.success) throw invalid(issuesOf(read.error, at))
  const values = read.data as Record<string, unknown>
  return {
    scheme,
    common: UpstreamCommon.parse(values),
    settings: pick(values, Object.keys(scheme.settings.shape)),
    secrets: pick(values, Object.keys(scheme.secrets.shape)) as Record<string, string>,
  }
}

function renamed(entry: UpstreamEntry, { baseUrlName }: Scheme): UpstreamEntry {
  if (baseUrlName === undefined || entry[baseUrlName] === undefined) return entry
  const { [baseUrlName]: baseUrl, ...rest } = entry
  return { ...rest, baseUrl } as UpstreamEntry
}

/**
 * The entry with the base URL that its region stands for, if it names one.
 *
 * @throws Fault `INVALID_INPUT` when the scheme knows no regions, or is not sure of this one
 */
export function withBaseUrl<Entry extends { baseUrl?: unknown; region?: unknown }>(
  entry: Entry,
  scheme: Scheme,
  at = '',
): Entry {
  const { region, ...rest } = entry
  if (region === undefined || (region === 'custom' && rest.baseUrl !== undefined)) return rest as Entry
  const wrong = (message: string) => invalid([{ path: at ? `${at}.region` : 'region', message }])
  if (!scheme.baseUrlIn) throw wrong(`${scheme.id} knows no regions: give baseUrl`)
  if (typeof region !== 'string') throw wrong('must be the name of a region')
  if (rest.baseUrl !== undefined) throw wrong('stands beside baseUrl: give one of them')
  const found = scheme.baseUrlIn(region)
  if (found.outcome === 'unsure') throw wrong(found.message)
  return { ...rest, baseUrl: found.baseUrl } as unknown as Entry
}

/** @throws Fault `INVALID_INPUT` when a secret is missing, wrong or unknown to the scheme */
export function readSecrets(secrets: Record<string, string>, scheme: Scheme): Record<string, string> {
  const read = z.strictObject(scheme.secrets.shape).safeParse(secrets)
  if (!read.success) throw invalid(issuesOf(read.error))
  return read.data as Record<string, string>
}

export function schemeOf(id: string, schemes: ReadonlyMap<string, Scheme>, at = ''): Scheme {
  const scheme = schemes.get(id)
  if (scheme) return scheme
  const path = at ? `${at}.scheme` : 'scheme'
  throw invalid([{ path, message: `must be one of ${[...schemes.keys()].join(', ')}` }])
}

function pick(values: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]))
}
