import type {
  Settings,
  SettingsStore,
  StoredClient,
  StoredHeadOffice,
  StoredUpstream,
} from '#core/settings/settings.ts'

export type Replaced = NonNullable<StoredHeadOffice['replaced']>
type Fields = Record<string, unknown>
type Rights = Replaced['clients'][string]
type Records = Pick<Settings, 'upstreams' | 'clients'>

/**
 * The store, whose record of what directives replaced stays true: it goes with the upstream or client that it is about, and
 * with each field that the shop has set since. What comes by the same name later gets none of it when directives end.
 */
export function keepingReplacedTrue(settings: SettingsStore): SettingsStore {
  return {
    read: () => settings.read(),
    write: (next) => settings.write(withTrueReplaced(settings.read(), next)),
  }
}

function withTrueReplaced(before: Settings, next: Settings): Settings {
  const { headOffice } = next
  const replaced = headOffice?.replaced
  // A write of directives brings a record of its own.
  if (!replaced || replaced !== before.headOffice?.replaced) return next
  if (next.upstreams === before.upstreams && next.clients === before.clients) return next
  return { ...next, headOffice: { ...headOffice, replaced: stillReplaced(replaced, before, next) } }
}

/** What of a record still holds once these upstreams and clients have become those. */
export function stillReplaced(replaced: Replaced, before: Records, next: Records): Replaced {
  const isSame = (upstream: string) => isSameUpstream(byId(before.upstreams, upstream), byId(next.upstreams, upstream))
  const upstreams = Object.entries(replaced.upstreams).map(([id, fields]) => {
    const [was, is] = [byId(before.upstreams, id), byId(next.upstreams, id)]
    return [id, was && is && isSame(id) ? stillReplacedFields(fields, was, is) : {}] as const
  })
  const clients = Object.entries(replaced.clients).map(([id, own]) => {
    const [was, is] = [byId(before.clients, id), byId(next.clients, id)]
    return [id, was && was.keyDigest === is?.keyDigest ? stillReplacedRights(own, was, is, isSame) : {}] as const
  })
  return { upstreams: withoutEmpty(upstreams), clients: withoutEmpty(clients) }
}

/** Not another one that got its id. */
function isSameUpstream(was: StoredUpstream | undefined, is: StoredUpstream | undefined): boolean {
  return was?.createdAt === is?.createdAt && was?.scheme === is?.scheme
}

/** Another credential was proven where the upstream is now: it goes to no address of before. */
function stillReplacedFields(fields: Fields, was: StoredUpstream, is: StoredUpstream): Fields {
  const [before, now]: [Fields, Fields] = [
    { ...was, ...was.settings },
    { ...is, ...is.settings },
  ]
  const isHeld = (name: string) => isEqual(before[name], now[name])
  const isOut = (own: unknown) => was.rotatedAt !== is.rotatedAt && typeof own === 'string' && URL.canParse(own)
  return Object.fromEntries(Object.entries(fields).filter(([name, own]) => isHeld(name) && !isOut(own)))
}

/** A grant that goes with its upstream is no change of the client. */
function stillReplacedRights(
  { grants, origins }: Rights,
  was: StoredClient,
  is: StoredClient,
  isSame: (upstream: string) => boolean,
): Rights {
  const ofSame = (all: StoredClient['grants']) => all.filter(({ upstream }) => isSame(upstream))
  return {
    ...(grants && isEqual(ofSame(was.grants), is.grants) && { grants: ofSame(grants) }),
    ...(origins && isEqual(was.origins, is.origins) && { origins }),
  }
}

function byId<Item extends { id: string }>(items: readonly Item[], id: string): Item | undefined {
  return items.find((item) => item.id === id)
}

function withoutEmpty<Own extends object>(entries: readonly (readonly [string, Own])[]): Record<string, Own> {
  return Object.fromEntries(entries.filter(([, own]) => Object.keys(own).length > 0))
}

/** Of values as settings have them. */
function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
