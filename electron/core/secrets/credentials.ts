import type { Secret } from '#core/base/secret.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import type { SecretStorage } from '#core/scheme/scheme.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { ClientCertificates } from './clientCertificates.ts'
import { ProxyPasswords } from './proxyPasswords.ts'
import type { SecretJournal } from './secretJournal.ts'
import { secretNamesOf } from './secretNames.ts'

type Named = Pick<StoredUpstream, 'id' | 'secrets'>
type Address = UpstreamEndpoint & Named
type ForConnections = 'proxyPassword' | 'clientCertificate'

/**
 * The secrets of the upstreams in the vault: each one's credential, its scheme's own storage, its proxy's password and
 * the certificate that the till shows.
 *
 * @throws the vault's faults
 */
export class UpstreamCredentials {
  readonly proxyPasswords: ProxyPasswords
  readonly clientCertificates: ClientCertificates
  readonly #secrets: SecretJournal

  /** @param isLasting whether what is stored outlasts the process */
  constructor(secrets: SecretJournal, isLasting: boolean) {
    this.#secrets = secrets
    this.proxyPasswords = new ProxyPasswords(secrets, isLasting)
    this.clientCertificates = new ClientCertificates(secrets)
  }

  read(record: Named): Promise<Secret | undefined> {
    return this.#secrets.read(secretNamesOf(record).credential)
  }

  /** Reads what connections to the upstream need, once. @returns whether something was read just now */
  async loadForConnections(record: StoredUpstream): Promise<boolean> {
    const loaded = await Promise.all([this.proxyPasswords.load(record), this.clientCertificates.load(record)])
    return loaded.includes(true)
  }

  /** The address together with the secrets of its connections, which are looked up for each of them. */
  endpointOf<Upstream extends Address>(address: Upstream): Upstream & Required<Pick<UpstreamEndpoint, ForConnections>> {
    const clientCertificate = this.clientCertificates.sourceFor(address)
    return { ...this.proxyPasswords.endpointOf(address), clientCertificate }
  }

  /** The scheme's own storage. */
  storageOf(record: Named): SecretStorage {
    const { storage } = secretNamesOf(record)
    return {
      read: () => this.#secrets.read(storage),
      write: (secret) => (secret ? this.#secrets.write(storage, secret) : this.#secrets.remove(storage)),
    }
  }
}
