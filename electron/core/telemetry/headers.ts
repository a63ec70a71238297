import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function telemetryAccount(installation: string): string {
  return `${installation}/.telemetry`
}

const Kept = z.record(z.string(), z.string())

/** The headers for the collector, such as `Authorization`. @throws the vault's faults */
export class TelemetryHeaders {
  readonly #vault: Vault
  readonly #settings: Pick<SettingsStore, 'read'>

  constructor(vault: Vault, settings: Pick<SettingsStore, 'read'>) {
    this.#vault = vault
    this.#settings = settings
  }

  async read(): Promise<ReadonlyMap<string, Secret>> {
    return new Map(Object.entries(await this.#kept()).map(([name, value]) => [name, new Secret(value)]))
  }

  /** Header names are the same whatever their case (RFC 9110 5.1). @param value `undefined` removes the header */
  async set(name: string, value: string | undefined): Promise<void> {
    const others = Object.entries(await this.#kept()).filter(([known]) => known.toLowerCase() !== name.toLowerCase())
    const all = Object.fromEntries([...others, ...(value === undefined ? [] : [[name, value]])])
    if (Object.keys(all).length === 0) await this.#vault.remove(this.#account)
    else await this.#vault.write(this.#account, new Secret(JSON.stringify(all)))
  }

  async #kept(): Promise<Record<string, string>> {
    const stored = await this.#vault.read(this.#account)
    return (stored && Kept.safeParse(parseJson(stored.reveal())).data) ?? {}
  }

  get #account(): string {
    return telemetryAccount(this.#settings.read().installation)
  }
}
