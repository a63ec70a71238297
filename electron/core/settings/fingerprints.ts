import { hash } from 'node:crypto'
import type { SettingsStore } from './settings.ts'

/**
 * Tells an upstream from another one that later got the same id: what was begun at one cloud is not finished at another,
 * which would get the customer's number and code.
 */
export class UpstreamFingerprints {
  readonly #settings: SettingsStore

  constructor(settings: SettingsStore) {
    this.#settings = settings
  }

  /** `undefined` for an upstream that is not set up. */
  of(upstream: string): string | undefined {
    const record = this.#settings.read().upstreams.find(({ id }) => id === upstream)
    return (
      record && hash('sha256', JSON.stringify([upstream, record.createdAt, record.scheme, record.baseUrl]), 'base64url')
    )
  }
}
