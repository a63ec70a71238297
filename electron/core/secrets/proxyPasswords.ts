import { z } from 'zod'
import { proxyLoginOf, readProxyUrl, withoutProxyPassword } from '#contract/text/proxyUrl.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { ProxyPassword, UpstreamEndpoint } from '#core/network/network.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { SecretJournal } from './secretJournal.ts'
import { secretNamesOf } from './secretNames.ts'

type Address = UpstreamEndpoint & Pick<StoredUpstream, 'id' | 'secrets'>

/**
 * The passwords of the proxies in front of upstreams. One is kept together with the proxy it is for, so that it goes to no
 * other.
 *
 * @throws the vault's faults
 */
export class ProxyPasswords {
  readonly #secrets: Pick<SecretJournal, 'read' | 'write'>
  /** Whether what is stored outlasts the process. */
  readonly isLasting: boolean
  /** What the vault holds, by name; absent until it was read. */
  readonly #kept = new Map<string, KeptPassword | undefined>()

  constructor(secrets: Pick<SecretJournal, 'read' | 'write'>, isLasting: boolean) {
    this.#secrets = secrets
    this.isLasting = isLasting
  }

  /** Reads the password that an upstream's proxy needs, once. @returns whether it was read just now */
  async load(address: Address): Promise<boolean> {
    const name = secretNamesOf(address).proxy
    if (this.#kept.has(name) || proxyWithUser(address.proxy) === undefined) return false
    this.#kept.set(name, parse(await this.#secrets.read(name)))
    return true
  }

  /** The address together with the password of its proxy, which is looked up for each connection. */
  endpointOf<Upstream extends Address>(address: Upstream): Upstream & { proxyPassword: ProxyPassword } {
    return { ...address, proxyPassword: () => this.#passwordOf(address) }
  }

  /** Whether this is the password that the vault keeps for an upstream's proxy. */
  async isKept(address: Address, password: Secret | undefined): Promise<boolean> {
    await this.load(address)
    return this.#passwordOf(address)?.reveal() === password?.reveal()
  }

  /** Keeps a password under a name that the journal has. `undefined` only forgets what had that name before. */
  async store(name: string, proxy: string | undefined, password: Secret | undefined): Promise<void> {
    this.#kept.delete(name)
    if (proxy === undefined || !password) return
    const kept = { proxy, password: password.reveal() }
    await this.#secrets.write(name, new Secret(JSON.stringify(kept)))
    this.#kept.set(name, kept)
  }

  #passwordOf(address: Address): Secret | undefined {
    const kept = this.#kept.get(secretNamesOf(address).proxy)
    return kept && kept.proxy === address.proxy ? new Secret(kept.password) : undefined
  }
}

/** @property proxy as in the record of the upstream */
const KeptPassword = z.object({ proxy: z.string(), password: z.string() })
type KeptPassword = z.infer<typeof KeptPassword>

function parse(stored: Secret | undefined): KeptPassword | undefined {
  return stored && KeptPassword.safeParse(parseJson(stored.reveal())).data
}

/** A proxy of the settings that wants to know who asks; `undefined` for any other. */
export function proxyWithUser(proxy: string | undefined): URL | undefined {
  const url = proxy === undefined || proxy === 'direct' || proxy === 'system' ? undefined : readProxyUrl(proxy)
  return url && url.username !== '' ? url : undefined
}

/** A proxy as the settings keep it, and the password that stood in its address. */
export function divideProxy<Proxy extends string | undefined>(
  proxy: Proxy,
): { proxy: Proxy | string; password: Secret | undefined } {
  const url = proxyWithUser(proxy)
  if (!url) return { proxy, password: undefined }
  const { password } = proxyLoginOf(url) ?? { password: '' }
  return { proxy: withoutProxyPassword(url), password: password === '' ? undefined : new Secret(password) }
}
