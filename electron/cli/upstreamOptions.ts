import type { ZodType } from 'zod'
import { commonSecrets, UpstreamCommon, type UpstreamEntry, type UpstreamView } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { proxyWithUser } from '#core/secrets/proxyPasswords.ts'
import { schemeOf, withRegion } from '#core/upstreams/entry.ts'
import { schemes } from '#schemes/index.ts'
import { readSecrets, type Source } from './secretOptions.ts'
import { UsageError } from './usage.ts'

type Common = Pick<UpstreamEntry, 'id' | 'scheme' | 'baseUrl' | 'caFile' | 'proxy' | 'via' | 'links'> & {
  region?: string
}

/**
 * The entry that the options of `upstream add` describe, together with its secrets.
 *
 * @param set the `--set` options
 * @throws UsageError · Fault `INVALID_INPUT` · `SECRET_MISSING`
 */
export async function readEntry(
  common: Common,
  set: readonly string[],
  sources: ReadonlyMap<string, Source>,
): Promise<UpstreamEntry> {
  const scheme = findScheme(common.scheme)
  const located = withRegion({ ...parseSettings(set, scheme), ...common }, scheme)
  // Checked before the person is asked to type a password.
  check(UpstreamCommon, located)
  const settings = Object.entries(located).filter(([name]) => !(name in UpstreamCommon.shape))
  check(scheme.settings, Object.fromEntries(settings))
  const needed = needsProxyPassword(common.proxy) ? ['proxyPassword'] : []
  return { ...(await readSecrets(secretNames(scheme, sources, needed), sources)), ...located }
}

function check(schema: ZodType, value: unknown): void {
  const read = schema.safeParse(value)
  if (!read.success) throw invalid(issuesOf(read.error))
}

/**
 * The new secrets that `upstream rotate` needs.
 *
 * @param proxy the new way; absent leaves it as it is
 * @throws as `readEntry` · Fault `UNKNOWN_UPSTREAM`
 */
export async function readNewSecrets(
  id: string,
  upstreams: readonly UpstreamView[],
  sources: ReadonlyMap<string, Source>,
  proxy?: string,
): Promise<Record<string, string>> {
  const upstream = upstreams.find((candidate) => candidate.id === id)
  if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
  check(UpstreamCommon.shape.proxy, proxy)
  const needed = needsProxyPassword(proxy) ? ['proxyPassword'] : []
  const names = secretNames(findScheme(upstream.scheme), sources, needed)
  // A new certificate, a shop's secret or another way alone needs no password typed: what is not named stays as it is.
  const given = names.filter((name) => sources.has(name) || needed.includes(name))
  return readSecrets(given.length > 0 || proxy !== undefined ? given : names, sources)
}

/** The secrets to read: those with a source, and those that are needed by the scheme or otherwise. */
function secretNames(
  { secrets }: Scheme,
  sources: ReadonlyMap<string, Source>,
  needed: readonly string[] = [],
): string[] {
  const shape: Record<string, ZodType> = { ...secrets.shape, ...commonSecrets }
  return Object.entries(shape).flatMap(([name, secret]) =>
    sources.has(name) || needed.includes(name) || !secret.safeParse(undefined).success ? [name] : [],
  )
}

/** @throws UsageError for a proxy's password among the arguments, which every program on the machine can read */
function needsProxyPassword(proxy: string | undefined): boolean {
  const login = proxy === undefined ? undefined : proxyWithUser(proxy)
  if (!login) return false
  if (login.password === '') return true
  throw new UsageError(
    'A secret is never taken from the command line itself.',
    'Leave the password out of --proxy to be asked for it, or say with --secret proxyPassword=… where it is.',
  )
}

function findScheme(id: string): Scheme {
  return schemeOf(id, new Map(schemes.map((scheme) => [scheme.id, scheme])))
}

/** A dot in a name sets one part of an object, as in `attribution.type=TILL`. */
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
  if (name === 'expect') throw new UsageError('expect is set by parts: --set expect.till=…')
  if (name in UpstreamCommon.shape)
    throw new UsageError(`"${name}" is no setting of the scheme: it has its own option.`)
  return [name, value]
}
