import { z } from 'zod'
import { invalid } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { replaceSecret, type UndoSecrets } from '#core/base/vault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { telemetryOf } from '#core/settings/telemetry.ts'

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function telemetryAccount(installation: string): string {
  return `${installation}/.telemetry`
}

/** @property origin of the collector that they are for */
const Kept = z.object({ origin: z.string(), headers: z.record(z.string(), z.string()) })

/**
 * The headers for the collector, such as `Authorization`. They are kept together with the collector they are for: whoever changes
 * its address gets none of them.
 *
 * @throws the vault's faults
 */
export class TelemetryHeaders {
  readonly #vault: Vault
  readonly #settings: Pick<SettingsStore, 'read'>

  constructor(vault: Vault, settings: Pick<SettingsStore, 'read'>) {
    this.#vault = vault
    this.#settings = settings
  }

  /** Those for the collector of the settings. */
  async read(): Promise<ReadonlyMap<string, Secret>> {
    return new Map(Object.entries(await this.#kept()).map(([name, value]) => [name, new Secret(value)]))
  }

  /**
   * Header names are the same whatever their case (RFC 9110 5.1).
   *
   * @param value `undefined` removes the header
   * @throws Fault `INVALID_INPUT` while no collector is named
   */
  async set(name: string, value: string | undefined): Promise<void> {
    const origin = this.#origin
    if (origin === undefined && value !== undefined)
      throw invalid([{ path: 'telemetry.endpoint', message: 'must be set first: a header is kept for one collector' }])
    const others = Object.entries(await this.#kept()).filter(([known]) => known.toLowerCase() !== name.toLowerCase())
    const headers = Object.fromEntries([...others, ...(value === undefined ? [] : [[name, value]])])
    if (Object.keys(headers).length === 0) await this.#vault.remove(this.#account)
    else await this.#vault.write(this.#account, new Secret(JSON.stringify({ origin, headers })))
  }

  /**
   * Puts headers in the place of all that were, for a collector that the settings are about to name.
   *
   * @returns puts back what was there
   */
  replace(endpoint: string, headers: Readonly<Record<string, string>>): Promise<UndoSecrets> {
    const { origin } = new URL(endpoint)
    return replaceSecret(this.#vault, this.#account, new Secret(JSON.stringify({ origin, headers })))
  }

  async #kept(): Promise<Record<string, string>> {
    const stored = await this.#vault.read(this.#account)
    const kept = stored && Kept.safeParse(parseJson(stored.reveal())).data
    return kept && kept.origin === this.#origin ? kept.headers : {}
  }

  get #origin(): string | undefined {
    const { endpoint } = telemetryOf(this.#settings.read())
    return endpoint === undefined ? undefined : new URL(endpoint).origin
  }

  get #account(): string {
    return telemetryAccount(this.#settings.read().installation)
  }
}
