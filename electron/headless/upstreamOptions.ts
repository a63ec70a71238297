import type { ZodType } from 'zod'
import { UpstreamCommon, type UpstreamEntry, type UpstreamView } from '../contract/upstream.ts'
import { Fault } from '../core/fault.ts'
import { invalid, issuesOf } from '../core/issues.ts'
import type { Scheme } from '../core/scheme.ts'
import { schemeOf, withBaseUrl } from '../core/upstreamEntry.ts'
import { schemes } from '../schemes/index.ts'
import { readSecrets, type Source } from './secretOptions.ts'
import { UsageError } from './usage.ts'

type Common = Pick<UpstreamEntry, 'id' | 'scheme' | 'baseUrl' | 'caFile' | 'proxy'> & { region?: string }

/**
 * The entry that the options of `upstream add` describe, secrets read.
 *
 * @throws UsageError · Fault `INVALID_INPUT` · `SECRET_MISSING`
 */
export async function readEntry(
  common: Common,
  set: readonly string[],
  sources: ReadonlyMap<string, Source>,
): Promise<UpstreamEntry> {
  const scheme = findScheme(common.scheme)
  const settings = parseSettings(set, scheme)
  const located = withBaseUrl(common, scheme)
  // Before anybody is asked to type a password.
  check(UpstreamCommon, located)
  check(scheme.settings, settings)
  return { ...settings, ...(await readSecrets(namesOf(scheme, sources), sources)), ...located }
}

function check(schema: ZodType, value: unknown): void {
  const read = schema.safeParse(value)
  if (!read.success) throw invalid(issuesOf(read.error))
}

/** The new secrets of an upstream, as its scheme needs them. @throws as `readEntry`, and Fault `UNKNOWN_UPSTREAM` */
export async function readNewSecrets(
  id: string,
  upstreams: readonly UpstreamView[],
  sources: ReadonlyMap<string, Source>,
): Promise<Record<string, string>> {
  const upstream = upstreams.find((candidate) => candidate.id === id)
  if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
  return readSecrets(namesOf(findScheme(upstream.scheme), sources), sources)
}

/** Nobody is asked for a secret that may be left out. */
function namesOf({ secrets }: Scheme, sources: ReadonlyMap<string, Source>): string[] {
  const shape: Record<string, ZodType> = secrets.shape
  return Object.entries(shape).flatMap(([name, secret]) =>
    sources.has(name) || !secret.safeParse(undefined).success ? [name] : [],
  )
}

function findScheme(id: string): Scheme {
  return schemeOf(id, new Map(schemes.map((scheme) => [scheme.id, scheme])))
}

/** A dot leads into a setting that has parts, as in `attribution.type=TILL`. */
function parseSettings(set: readonly string[], scheme: Scheme): Record<string, unknown> {
  const settings = new Map<string, unknown>()
  for (const option of set) {
    const [name, value] = parseSetting(option, scheme)
    const [whole = '', part] = name.split('.', 2)
    settings.set(whole, part === undefined ? value : { ...(settings.get(whole) as object | undefined), [part]: value })
  }
  return Object.fromEntries(settings)
}

function parseSetting(option: string, scheme: Scheme): [name: string, value: string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(option) ?? []
  if (!name || value === undefined) throw new UsageError('A --set does not have the form NAME=VALUE.')
  if (name in scheme.secrets.shape)
    throw new UsageError(
      'A secret is never taken from the command line itself.',
      `Leave --set ${name} out to be asked for it, or say with --secret where it is.`,
    )
  if (name in UpstreamCommon.shape)
    throw new UsageError(`"${name}" is no setting of the scheme: it has its own option.`)
  return [name, value]
}
