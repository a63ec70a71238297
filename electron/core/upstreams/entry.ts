import { z } from 'zod'
import type { OutboxSettings } from '#contract/outbox/settings.ts'
import { commonSecrets, UpstreamCommon, type UpstreamEntry } from '#contract/upstream.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { Secret } from '#core/base/secret.ts'
import type { ClientCertificate } from '#core/network/clientCertificate.ts'
import { checkExpectable } from '#core/scheme/expectation.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { divideProxy, proxyWithUser } from '#core/secrets/proxyPasswords.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'

/** An upstream's entry, checked and divided by its scheme. */
export interface ParsedEntry {
  scheme: Scheme
  common: z.infer<typeof UpstreamCommon>
  settings: Record<string, unknown>
  secrets: Record<string, string>
  proxyPassword?: Secret | undefined
  certificate?: ClientCertificate | undefined
  /** A rotation of the secrets of connections, or of the way, alone. */
  keepsCredential?: boolean
  /** Of a rotation: the proxy is another one than in the record. */
  changesWay?: boolean
}

/**
 * @param at the path of the entry in a larger document, for the issues
 * @throws Fault `INVALID_INPUT`, naming every field that is missing, wrong or unknown
 */
export function parseUpstreamEntry(entry: UpstreamEntry, schemes: ReadonlyMap<string, Scheme>, at = ''): ParsedEntry {
  const scheme = schemeOf(entry.scheme, schemes, at)
  const located = withRegion(withCommonNames(entry, scheme), scheme, at)
  const whole = z.strictObject({
    ...{ ...UpstreamCommon.shape, ...commonSecrets },
    ...{ ...scheme.settings.shape, ...scheme.secrets.shape },
  })
  const parsed = whole.safeParse(located)
  if (!parsed.success) throw invalid(issuesOf(parsed.error, at))
  const values = parsed.data as Record<string, unknown>
  return {
    scheme,
    ...withoutProxyPassword(UpstreamCommon.parse(values), values.proxyPassword as string | undefined, at),
    ...certificateIn(values, at),
    settings: checkedSettings(parsed.data, scheme, at),
    secrets: pick(values, Object.keys(scheme.secrets.shape)) as Record<string, string>,
  }
}

/**
 * An upstream that is set up already, as it is to be from now on, with the credential that it has.
 *
 * @throws Fault `INVALID_INPUT`, also for a secret
 */
export function parseUpstreamChange(
  fields: Record<string, unknown> & { scheme: string },
  schemes: ReadonlyMap<string, Scheme>,
  at: string,
): ParsedEntry {
  const scheme = schemeOf(fields.scheme, schemes, at)
  const parsed = z.strictObject({ ...UpstreamCommon.shape, ...scheme.settings.shape }).safeParse(fields)
  if (!parsed.success) throw invalid(issuesOf(parsed.error, at))
  const common = UpstreamCommon.parse(parsed.data)
  if (divideProxy(common.proxy).password)
    throw invalid([{ path: `${at}.proxy`, message: 'holds a password, which is a secret' }])
  return { scheme, common, settings: checkedSettings(parsed.data, scheme, at), secrets: {}, keepsCredential: true }
}

/** The scheme's own settings, once all that the scheme says of them is checked. @throws Fault `INVALID_INPUT` */
function checkedSettings(
  data: Pick<z.infer<typeof UpstreamCommon>, 'expect' | 'outbox' | 'cache'>,
  scheme: Scheme,
  at: string,
): Record<string, unknown> {
  checkExpectable(data.expect, scheme, at)
  checkOutbox(data.outbox, scheme, at)
  checkCache(data, scheme, at)
  const settings = pick(data as Record<string, unknown>, Object.keys(scheme.settings.shape))
  // What the scheme says of several settings together.
  const together = scheme.settings.safeParse(settings)
  if (!together.success) throw invalid(issuesOf(together.error, at))
  return settings
}

/** @throws Fault `INVALID_INPUT` for a password without a certificate */
function certificateIn(secrets: Record<string, unknown>, at = ''): Pick<ParsedEntry, 'certificate'> {
  const { clientCertificate: material, clientCertificatePassword: password } = secrets as Record<string, string>
  if (material === undefined && password === undefined) return {}
  const path = at ? `${at}.clientCertificate` : 'clientCertificate'
  if (material === undefined) throw invalid([{ path, message: 'is missing beside its password' }])
  const opened = password === undefined ? {} : { password: new Secret(password) }
  return { certificate: { material: new Secret(material), ...opened } }
}

/** The password of a proxy apart from its address, in which it may stand. */
function withoutProxyPassword(
  common: ParsedEntry['common'],
  given: string | undefined,
  at: string,
): Pick<ParsedEntry, 'common' | 'proxyPassword'> {
  const { proxy, password } = divideProxy(common.proxy)
  checkProxyPassword(proxy, given, at)
  const wrong = (message: string) => invalid([{ path: at ? `${at}.proxyPassword` : 'proxyPassword', message }])
  if (given !== undefined && password) throw wrong('stands beside a password in proxy: give one of them')
  const proxyPassword = given === undefined ? password : new Secret(given)
  return { common: { ...common, ...(proxy !== undefined && { proxy }) }, proxyPassword }
}

/** @throws Fault `INVALID_INPUT` for a password that no proxy would get */
function checkProxyPassword(proxy: string | undefined, password: string | undefined, at = ''): void {
  if (password === undefined || proxyWithUser(proxy)) return
  const message = 'goes with a proxy that names its user, such as http://till@proxy.store:3128'
  throw invalid([{ path: at ? `${at}.proxyPassword` : 'proxyPassword', message }])
}

/** @throws Fault `INVALID_INPUT` when it names writes that would not wait */
function checkOutbox(outbox: OutboxSettings | undefined, scheme: Scheme, at: string): void {
  const wrong = (message: string, name: string) => invalid([{ path: at ? `${at}.${name}` : name, message }])
  if (outbox && !scheme.outbox) throw wrong(`${scheme.id} has no writes that may wait in the outbox`, 'outbox')
  if (outbox?.writes && !scheme.namesWrites)
    throw wrong(`${scheme.id} knows its own writes: leave this out`, 'outbox.writes')
}

/** @throws Fault `INVALID_INPUT` where no answer would be kept */
export function checkCache({ cache }: { cache?: unknown }, scheme: Scheme, at = ''): void {
  if (cache === undefined || scheme.cache) return
  throw invalid([
    { path: at ? `${at}.cache` : 'cache', message: `${scheme.id} has no look-ups whose answers may be kept` },
  ])
}

/** The entry with `baseUrl` in place of the scheme's own name for it. */
function withCommonNames(entry: UpstreamEntry, { baseUrlName }: Scheme): UpstreamEntry {
  if (baseUrlName === undefined || entry[baseUrlName] === undefined) return entry
  const { [baseUrlName]: baseUrl, ...rest } = entry
  return { ...rest, baseUrl } as UpstreamEntry
}

/**
 * The entry with the addresses that its region stands for, if it names one.
 *
 * @throws Fault `INVALID_INPUT` when the scheme has no regions, or no certain address for this one
 */
export function withRegion<Entry extends { baseUrl?: unknown; region?: unknown }>(
  entry: Entry,
  scheme: Scheme,
  at = '',
): Entry {
  const { region, ...rest } = entry
  if (region === undefined || (region === 'custom' && rest.baseUrl !== undefined)) return rest as Entry
  const wrong = (message: string, name = 'region') => invalid([{ path: at ? `${at}.${name}` : name, message }])
  if (!scheme.addressesOf) throw wrong(`${scheme.id} knows no regions: give baseUrl`)
  if (typeof region !== 'string') throw wrong('must be the name of a region')
  const found = scheme.addressesOf(region)
  if (found.outcome === 'unsure') throw wrong(found.message)
  if (found.outcome === 'asks' && rest.baseUrl === undefined) throw wrong(found.message, 'baseUrl')
  const addresses = { ...found.settings, ...(found.outcome === 'found' && { baseUrl: found.baseUrl }) }
  const twice = Object.keys(addresses).find((name) => (rest as Record<string, unknown>)[name] !== undefined)
  if (twice !== undefined) throw wrong(`stands beside ${twice}: give one of them`)
  return { ...rest, ...addresses } as unknown as Entry
}

/**
 * A rotation of secrets, of the way, or of both: the record with what is new.
 *
 * @param proxy as in an entry; absent leaves the way as it is
 * @throws Fault `INVALID_INPUT` as `parseSecrets`, and for a password that no proxy would get
 */
export function parseRotation(
  record: StoredUpstream,
  secrets: Record<string, string>,
  proxy: string | undefined,
  scheme: Scheme,
): ParsedEntry {
  const { settings } = record
  if (proxy === undefined) {
    const parsed = parseSecrets(secrets, scheme)
    checkProxyPassword(record.proxy, parsed.proxyPassword?.reveal())
    return { scheme, common: record, settings, ...parsed }
  }
  const isWayAlone = Object.keys(secrets).every((name) => name === 'proxyPassword')
  const { proxyPassword: given, ...parsed } = isWayAlone ? parseWay(secrets) : parseSecrets(secrets, scheme)
  const way = withoutProxyPassword({ ...record, proxy }, given?.reveal(), '')
  return { scheme, settings, changesWay: true, ...parsed, ...way }
}

/** @throws Fault `INVALID_INPUT` */
function parseWay(secrets: Record<string, string>): ReturnType<typeof parseSecrets> {
  const parsed = z.strictObject({ proxyPassword: commonSecrets.proxyPassword }).safeParse(secrets)
  if (!parsed.success) throw invalid(issuesOf(parsed.error))
  const { proxyPassword } = parsed.data
  return {
    ...{ keepsCredential: true, secrets: {} },
    proxyPassword: proxyPassword === undefined ? undefined : new Secret(proxyPassword),
  }
}

/** Of a rotation: those that it leaves out stay. @throws Fault `INVALID_INPUT` when a secret is wrong or unknown to the scheme */
export function parseSecrets(
  secrets: Record<string, string>,
  scheme: Scheme,
): Pick<ParsedEntry, 'secrets' | 'proxyPassword' | 'certificate' | 'keepsCredential'> {
  const keepsCredential = keepsSchemeSecrets(Object.keys(secrets))
  const shape = keepsCredential ? commonSecrets : { ...scheme.secrets.shape, ...commonSecrets }
  const whole = z.strictObject(shape)
  const parsed = (Object.keys(secrets).length === 0 ? whole : whole.partial()).safeParse(secrets)
  if (!parsed.success) throw invalid(issuesOf(parsed.error))
  const { proxyPassword } = parsed.data as Record<string, string>
  return {
    ...{ keepsCredential, secrets: pick(parsed.data, Object.keys(scheme.secrets.shape)) as Record<string, string> },
    proxyPassword: proxyPassword === undefined ? undefined : new Secret(proxyPassword),
    ...certificateIn(parsed.data),
  }
}

/** The secrets of an entry, and beside them the stored ones that it leaves out. @throws Fault `INVALID_INPUT` when one is missing */
export function withStoredSecrets(
  { scheme, secrets }: ParsedEntry,
  stored: Secret | undefined,
): Record<string, string> {
  const whole = scheme.secrets.safeParse({ ...(stored && scheme.secretsIn?.(stored)), ...secrets })
  if (!whole.success) throw invalid(issuesOf(whole.error))
  return whole.data as Record<string, string>
}

/** Whether these are secrets of connections alone: the credential stays when they are rotated. */
export function keepsSchemeSecrets(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => name in commonSecrets)
}

/** @throws Fault `INVALID_INPUT`, naming the schemes there are */
export function schemeOf(id: string, schemes: ReadonlyMap<string, Scheme>, at = ''): Scheme {
  const scheme = schemes.get(id)
  if (scheme) return scheme
  const path = at ? `${at}.scheme` : 'scheme'
  throw invalid([{ path, message: `must be one of ${[...schemes.keys()].join(', ')}` }])
}

function pick(values: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]))
}
