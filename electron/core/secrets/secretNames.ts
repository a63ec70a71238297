import type { Settings, StoredUpstream } from '#core/settings/settings.ts'

/**
 * Where the vault keeps the secrets of an upstream: its credential, what its scheme stores by itself, the password of its
 * proxy, and the certificate that the till shows. A secret is never overwritten. A new one gets a new name, and the record names it from the same write of the
 * settings on that gives it its base URL: no cloud is sent the secret of another, whenever the agent is killed.
 */
export interface SecretNames {
  credential: string
  storage: string
  proxy: string
  certificate: string
}

type SecretKind = keyof SecretNames

/** The names of the first secrets of an upstream. Never those of another one: an id has no dot. */
function firstNames(id: string): SecretNames {
  return { credential: id, storage: `${id}.user`, proxy: `${id}.proxy`, certificate: `${id}.certificate` }
}

export function secretNamesOf({ id, secrets = {} }: Pick<StoredUpstream, 'id' | 'secrets'>): SecretNames {
  const first = firstNames(id)
  const { credential = first.credential, storage = first.storage } = secrets
  const { proxy = first.proxy, certificate = first.certificate } = secrets
  return { credential, storage, proxy, certificate }
}

/** The names as a record holds them: without those of the first secrets. */
export function storedNames(id: string, names: SecretNames): Pick<StoredUpstream, 'secrets'> {
  const first = firstNames(id)
  const others = Object.entries(names).filter(([kind, name]) => name !== first[kind as SecretKind])
  return others.length > 0 ? { secrets: Object.fromEntries(others) } : {}
}

/** Where the secrets of an upstream go that is set up, and which of these names are new. */
export interface SecretPlan {
  names: SecretNames
  fresh: string[]
}

/** @param keeps the secrets that stay as they are */
export function planSecrets(
  id: string,
  before: StoredUpstream | undefined,
  keeps: Readonly<Record<SecretKind, boolean>>,
  settings: Settings,
): SecretPlan {
  const current = before && secretNamesOf(before)
  const nameOf = (kind: SecretKind) => (current && keeps[kind] ? current[kind] : freeName(id, kind, settings))
  const names = {
    ...{ credential: nameOf('credential'), storage: nameOf('storage') },
    ...{ proxy: nameOf('proxy'), certificate: nameOf('certificate') },
  }
  const old = new Set(Object.values(current ?? {}))
  return { names, fresh: Object.values(names).filter((name) => !old.has(name)) }
}

/** A name under which the vault holds nothing, and nothing that is still to be removed. */
function freeName(id: string, kind: SecretKind, settings: Settings): string {
  const first = firstNames(id)[kind]
  const taken = new Set(knownNames(settings))
  let name = first
  for (let n = 2; taken.has(name); n += 1) name = `${first}.${n}`
  return name
}

/** All names under which the vault may hold a secret of an upstream, in use or not. */
export function knownNames({ upstreams, secretJournal = [] }: Settings): string[] {
  return [...namesIn(upstreams), ...secretJournal]
}

/** The settings with other upstreams. Secrets that none of them uses any more are noted, and those in use no longer are. */
export function withUpstreams(settings: Settings, upstreams: StoredUpstream[]): Settings {
  return withJournal({ ...settings, upstreams }, knownNames(settings))
}

/** The settings with these names in the journal, without those that an upstream uses. */
export function withJournal({ secretJournal: _, ...settings }: Settings, names: readonly string[]): Settings {
  const used = new Set(namesIn(settings.upstreams))
  const unused = [...new Set(names)].filter((name) => !used.has(name))
  return unused.length > 0 ? { ...settings, secretJournal: unused } : settings
}

function namesIn(upstreams: readonly StoredUpstream[]): string[] {
  return upstreams.flatMap((record) => Object.values(secretNamesOf(record)))
}

/**
 * Whether what the scheme has stored is meant for the same servers. A grant or a user of one cloud must not be sent to
 * another that took its place under the same id.
 */
export function hasSameDestinations(
  before: Pick<StoredUpstream, 'scheme' | 'baseUrl' | 'settings'>,
  after: Pick<StoredUpstream, 'scheme' | 'baseUrl' | 'settings'>,
): boolean {
  return destinationsOf(before) === destinationsOf(after)
}

function destinationsOf({
  scheme,
  baseUrl,
  settings,
}: Pick<StoredUpstream, 'scheme' | 'baseUrl' | 'settings'>): string {
  const urls = Object.entries(settings).filter(([, value]) => typeof value === 'string' && URL.canParse(value))
  return JSON.stringify([scheme, baseUrl, urls.toSorted(([one], [other]) => (one < other ? -1 : 1))])
}
