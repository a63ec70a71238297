import type { CacheSettings } from '#contract/cache.ts'
import type { SchemeField, SchemeForm, SchemeRegion } from '#contract/schemeForm.ts'
import type { SettableMode, UpstreamEntry, UpstreamView } from '#contract/upstream.ts'
import { readWholeNumber } from '#renderer/parts/form/typedNumber.ts'

/** What a person typed or chose, by field name: the scheme's own fields, `region`, `baseUrl` and those of the network. */
export type FieldValues = Readonly<Record<string, string | boolean>>

const proxyField: SchemeField = { name: 'proxy', kind: 'text', isRequired: false, isSecret: false }
const proxyPasswordField: SchemeField = { ...proxyField, name: 'proxyPassword', isSecret: true }
const caFileField: SchemeField = { ...proxyField, name: 'caFile' }
const modes: SettableMode[] = ['live', 'test']
const modeField: SchemeField = { ...proxyField, name: 'mode', kind: 'choice', choices: modes }
const viaField: SchemeField = { ...proxyField, name: 'via', kind: 'flag' }
const linksField: SchemeField = { ...proxyField, name: 'links', kind: 'choice', choices: ['agent', 'upstream'] }

/** The sign-in at the proxy of the store's network, which is asked for once that proxy has said that it wants one. */
export const networkSignInFields: SchemeField[] = [
  { ...proxyField, name: 'networkUser', isRequired: true },
  { ...proxyField, name: 'networkPassword', isRequired: true, isSecret: true },
]

/** Whether head office sets it, if anybody does: a person who sets one till up need not read past it. */
export function isRarelySet(name: string): boolean {
  return /^(?:cache\.|expect\.|gateway\.|callerHeaders$)/.test(name)
}

/** The fields of the network, which every scheme has. */
export function networkFields(values: FieldValues): SchemeField[] {
  return [modeField, proxyField, ...proxySecrets(values), caFileField, viaField, linksField]
}

/** The secret fields: the scheme's, and the password of a proxy whose address names a user. */
export function secretFields({ fields }: SchemeForm, values: FieldValues): SchemeField[] {
  return [...fields.filter(({ isSecret }) => isSecret), ...proxySecrets(values)]
}

function proxySecrets({ proxy }: FieldValues): SchemeField[] {
  return typeof proxy === 'string' && proxy.includes('@') ? [proxyPasswordField] : []
}

/** The `region` that stands for typed addresses. */
export const customAddress = 'custom'

/** The chosen region; `undefined` where addresses are typed, or while none is chosen. */
export function regionIn({ regions }: Pick<SchemeForm, 'regions'>, values: FieldValues): SchemeRegion | undefined {
  return regions.find(({ region }) => region === values.region)
}

/** Whether the base URL is typed: without regions, under `customAddress`, and where a region has no certain one. */
export function takesBaseUrl(form: Pick<SchemeForm, 'regions'>, values: FieldValues): boolean {
  const region = regionIn(form, values)
  return region ? region.baseUrl === undefined : form.regions.length === 0 || values.region === customAddress
}

/** The scheme's own fields that are filled in: without the addresses that a region stands for. */
export function ownFields({ fields, regions }: SchemeForm, values: FieldValues): SchemeField[] {
  if (values.region === customAddress) return fields
  const inRegion = regionIn({ regions }, values)?.settings ?? regions.flatMap(({ settings }) => settings)
  return fields.filter(({ name }) => !inRegion.includes(name))
}

/** The entry for `agent.upstreams.add`. Blank fields are left out. */
export function entryOf(id: string, form: SchemeForm, values: FieldValues): UpstreamEntry {
  return {
    id,
    scheme: form.scheme,
    ...(regionIn(form, values) && textOf('region', values)),
    ...(takesBaseUrl(form, values) && addressOf(values)),
    ...textOf('proxy', values),
    ...textOf('caFile', values),
    ...nest([...ownFields(form, values), ...proxySecrets(values), modeField, viaField, linksField], values),
    ...networkSignIn(values),
  }
}

/** The proxy that asked, with the user name in its address, and the password. @property networkProxy that proxy's address */
function networkSignIn({ networkProxy, networkUser, networkPassword }: FieldValues): Partial<UpstreamEntry> {
  if (typeof networkProxy !== 'string' || typeof networkUser !== 'string' || networkUser.trim() === '') return {}
  const { protocol, host } = new URL(networkProxy)
  return {
    proxy: `${protocol}//${encodeURIComponent(networkUser.trim())}@${host}`,
    ...(typeof networkPassword === 'string' && networkPassword !== '' && { proxyPassword: networkPassword }),
  }
}

/** The fields of the way to an upstream that is set up. */
export function wayFields(values: FieldValues): SchemeField[] {
  return [proxyField, ...proxySecrets(values)]
}

/** The way for `agent.upstreams.rotate`. Without an address it is the machine's own. */
export function wayOf(values: FieldValues): { proxy: string; secrets: Record<string, string> } {
  const { proxy = 'system', proxyPassword } = {
    ...textOf('proxy', values),
    ...nest(proxySecrets(values), values),
    ...networkSignIn(values),
  }
  return { proxy, secrets: typeof proxyPassword === 'string' ? { proxyPassword } : {} }
}

/** For how long answers to look-ups are kept; none where the scheme has no such look-ups. */
export function cacheFields({ fields }: Pick<SchemeForm, 'fields'>): SchemeField[] {
  return fields.filter(({ name }) => name.startsWith('cache.'))
}

/** For `agent.upstreams.changeCache`. Without a second of either none is kept. */
export function cacheOf(form: Pick<SchemeForm, 'fields'>, values: FieldValues): Partial<CacheSettings> | undefined {
  const { cache } = nest(cacheFields(form), values) as { cache?: Partial<CacheSettings> }
  return cache && Object.values(cache).some((seconds) => seconds !== 0) ? cache : undefined
}

/** What a person sees of an upstream that is set up. */
export function cacheValues({ cache }: Pick<UpstreamView, 'cache'>): FieldValues {
  const kept = Object.entries(cache ?? {}).filter(([, seconds]) => seconds > 0)
  return Object.fromEntries(kept.map(([name, seconds]) => [`cache.${name}`, String(seconds)]))
}

/** The values of the secret fields, for `agent.upstreams.rotate`. */
export function secretsOf(form: SchemeForm, values: FieldValues): Record<string, string> {
  return nest(secretFields(form, values), values) as Record<string, string>
}

/** The values without the secret fields, so that no secret stays in the page. */
export function withoutSecrets({ fields }: Pick<SchemeForm, 'fields'>, values: FieldValues): FieldValues {
  const secrets = new Set(
    [...fields, proxyPasswordField, ...networkSignInFields].filter(({ isSecret }) => isSecret).map(({ name }) => name),
  )
  const kept = Object.entries(values).filter(([name]) => !secrets.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'proxy' ? withoutPassword(value) : value]))
}

/** Of a proxy's address, where it may stand. */
function withoutPassword(proxy: string | boolean): string | boolean {
  return typeof proxy === 'string' ? proxy.replace(/^([^:@]*:\/\/[^:@]*):[^@]*@/, '$1@') : proxy
}

/** `a.b` becomes `{ a: { b } }`. Blank fields are left out. */
function nest(fields: SchemeField[], values: FieldValues): Record<string, unknown> {
  const entry: Record<string, unknown> = {}
  for (const { name, kind, isSecret } of fields) {
    const value = values[name]
    if (value === undefined || value === '') continue
    const [first = name, ...rest] = name.split('.')
    const parsed = parse(kind, isSecret, value)
    entry[first] = rest.length === 0 ? parsed : { ...(entry[first] as object | undefined), [rest.join('.')]: parsed }
  }
  return entry
}

/** Spaces around a secret may belong to it: the agent asks. Spaces around any other value come from pasting, and are removed. */
function parse(kind: SchemeField['kind'], isSecret: boolean, value: string | boolean): unknown {
  if (typeof value === 'boolean' || isSecret) return value
  return kind === 'number' ? Number(readWholeNumber(value)) : value.trim()
}

function textOf(name: string, values: FieldValues): Record<string, string> {
  const value = values[name]
  return typeof value === 'string' && value.trim() ? { [name]: value.trim() } : {}
}

/** The address with the `https://` that people leave away. */
function addressOf(values: FieldValues): Record<string, string> {
  const { baseUrl } = textOf('baseUrl', values)
  if (baseUrl === undefined) return {}
  return { baseUrl: /^[a-z][a-z0-9+.-]*:\/\//i.test(baseUrl) ? baseUrl : `https://${baseUrl}` }
}

/** Whether what is wrong is said at the fields: then it need not be listed again. */
export function hasFieldFor(issues: readonly { path: string }[] = []): boolean {
  return issues.length > 0 && issues.every(({ path }) => /^(?:entry|secrets|cache)\./.test(path))
}

/** What is said about a field. A path starts at the whole input, and leads to a part of a list: `entry.till`, `entry.scopes[1]`. */
export function issueFor<Issue extends { path: string }>(field: string, issues: readonly Issue[]): Issue | undefined {
  const paths = [field, `entry.${field}`, `secrets.${field}`]
  return issues.find(({ path }) => paths.includes(path.replace(/\[\d+\]$/, '')))
}
