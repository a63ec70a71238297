import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { ClientCertificate, ClientCertificateSource } from '#core/network/clientCertificate.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { SecretJournal } from './secretJournal.ts'
import { secretNamesOf } from './secretNames.ts'

type Named = Pick<StoredUpstream, 'id' | 'secrets'>

/**
 * The certificates that the till shows to upstreams, each with its private key.
 *
 * @throws the vault's faults
 */
export class ClientCertificates {
  readonly #secrets: Pick<SecretJournal, 'read' | 'write'>
  /** What the vault holds, by name; absent until it was read. */
  readonly #kept = new Map<string, ClientCertificate | undefined>()

  constructor(secrets: Pick<SecretJournal, 'read' | 'write'>) {
    this.#secrets = secrets
  }

  /** Reads the certificate that an upstream has, once. @returns whether it was read just now */
  async load(record: Named & Pick<StoredUpstream, 'certificate'>): Promise<boolean> {
    const name = secretNamesOf(record).certificate
    if (this.#kept.has(name) || !record.certificate) return false
    this.#kept.set(name, parse(await this.#secrets.read(name)))
    return true
  }

  sourceFor(record: Named): ClientCertificateSource {
    const name = secretNamesOf(record).certificate
    return () => this.#kept.get(name)
  }

  /** Whether this is the certificate that the vault keeps for an upstream. */
  async isKept(
    record: Named & Pick<StoredUpstream, 'certificate'>,
    certificate: ClientCertificate | undefined,
  ): Promise<boolean> {
    await this.load(record)
    return textOf(this.sourceFor(record)()) === textOf(certificate)
  }

  /** Keeps a certificate under a name that the journal has. `undefined` only forgets what had that name before. */
  async store(name: string, certificate: ClientCertificate | undefined): Promise<void> {
    this.#kept.delete(name)
    if (!certificate) return
    await this.#secrets.write(name, new Secret(textOf(certificate)))
    this.#kept.set(name, certificate)
  }
}

const KeptCertificate = z.object({ material: z.string(), password: z.string().optional() })

function textOf(certificate: ClientCertificate | undefined): string {
  const { material, password } = certificate ?? {}
  return material ? JSON.stringify({ material: material.reveal(), password: password?.reveal() }) : ''
}

function parse(stored: Secret | undefined): ClientCertificate | undefined {
  const kept = stored && KeptCertificate.safeParse(parseJson(stored.reveal())).data
  if (!kept) return undefined
  const { material, password } = kept
  return { material: new Secret(material), ...(password !== undefined && { password: new Secret(password) }) }
}
