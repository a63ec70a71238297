import { Fault } from '#core/base/fault.ts'
import { withUpstreams } from '#core/secrets/secretNames.ts'
import type { Settings, SettingsStore, StoredUpstream } from '#core/settings/settings.ts'

/** The upstreams in the settings. @throws Fault `SETTINGS_UNWRITABLE` from what writes; nothing is changed then */
export class UpstreamRecords {
  readonly #settings: SettingsStore

  constructor(settings: SettingsStore) {
    this.#settings = settings
  }

  /** All settings, which also tell what secrets there are. */
  settings(): Settings {
    return this.#settings.read()
  }

  all(): StoredUpstream[] {
    return this.#settings.read().upstreams
  }

  find(id: string): StoredUpstream | undefined {
    return this.all().find((record) => record.id === id)
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` */
  get(id: string): StoredUpstream {
    const record = this.find(id)
    if (!record) throw new Fault('UNKNOWN_UPSTREAM', `No upstream is named "${id}".`)
    return record
  }

  /** Replaces the record with the same id, or appends this one. */
  put(record: StoredUpstream): void {
    const isKnown = this.find(record.id) !== undefined
    this.#write(
      isKnown ? this.all().map((known) => (known.id === record.id ? record : known)) : [...this.all(), record],
    )
  }

  /** Does nothing for an upstream that was removed meanwhile. */
  update(id: string, change: Partial<StoredUpstream>): void {
    this.#write(this.all().map((record) => (record.id === id ? { ...record, ...change } : record)))
  }

  /** Grants go with the upstream: they would wake up when another cloud gets its id. */
  remove(id: string): void {
    const settings = this.#settings.read()
    const upstreams = settings.upstreams.filter((record) => record.id !== id)
    this.#settings.write({
      ...withUpstreams(settings, upstreams),
      clients: settings.clients.map((client) => ({
        ...client,
        grants: client.grants.filter(({ upstream }) => upstream !== id),
      })),
    })
  }

  /** The ids of the clients with a grant for an upstream. */
  clientsOf(id: string): string[] {
    const { clients } = this.#settings.read()
    return clients.filter(({ grants }) => grants.some(({ upstream }) => upstream === id)).map((client) => client.id)
  }

  #write(upstreams: StoredUpstream[]): void {
    this.#settings.write(withUpstreams(this.#settings.read(), upstreams))
  }
}
