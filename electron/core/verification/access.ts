import { Fault } from '#core/base/fault.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import type { CodeProvider } from '#core/scheme/codeProvider.ts'
import type { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { VerificationRepository } from './repository.ts'
import type { Holder, StoredVerification } from './store.ts'

/** Who asks: a client of the POS API, or a cashier. */
export interface Requester {
  /** Absent for a cashier, who may verify at every upstream. */
  client?: Client | undefined
  /** The client that a cashier names to get the statement. */
  statementFor?: string | undefined
  /** For the audit trail. */
  actor: string
}

interface Deps {
  upstreams: Upstreams
  clients: Pick<Clients, 'all' | 'hasKey'>
  fingerprints: UpstreamFingerprints
  repository: VerificationRepository
}

/** Which verifications and which upstreams a requester may use. Grants are read each time, so a withdrawal works at once. */
export class VerificationAccess {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * A client sees what it started and what a cashier named it for. What a cashier started for nobody is seen where the
   * client may verify, until somebody has given the code: it belongs to nobody then, or to the client that gave it.
   */
  maySee(id: string, client: Client): boolean {
    const verification = this.#find(id)
    if (!verification) return false
    if (verification.holder) return verification.holder.keyDigest === client.keyDigest
    const codes = this.#deps.upstreams.find(verification.upstream)?.session?.codes
    return codes !== undefined && mayVerify(client, verification.upstream, codes)
  }

  /** @throws Fault `UNKNOWN_VERIFICATION`, also when the client may not see it */
  find(id: string, { client }: Pick<Requester, 'client'>): StoredVerification {
    const verification = this.#find(id)
    if (!verification || (client && !this.maySee(id, client))) throw new Fault('UNKNOWN_VERIFICATION')
    return verification
  }

  /** @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY` */
  async providerFor({ client }: Requester, upstream: string): Promise<CodeProvider> {
    // Checked before the upstream is looked up, or the fault would tell which upstreams exist.
    if (client && !client.grants.has(upstream)) throw notGranted(client, upstream)
    const { codes } = await this.#deps.upstreams.sessionOf(upstream)
    if (!codes) throw new Fault('NOT_SUPPORTED', `"${upstream}" sends customers no codes.`)
    if (client && !mayVerify(client, upstream, codes)) throw notGranted(client, upstream)
    return codes
  }

  /** Whom a new verification belongs to. @throws Fault `UNKNOWN_CLIENT` · `NOT_GRANTED` for a client that a cashier names */
  holderFor({ client, statementFor }: Requester, upstream: string, codes: CodeProvider): Holder | undefined {
    if (client || statementFor === undefined) return client && holderOf(client)
    const named = this.#deps.clients.all().find(({ id }) => id === statementFor)
    if (!named) throw new Fault('UNKNOWN_CLIENT', `No client is named "${statementFor}".`)
    if (!mayVerify(named, upstream, codes)) throw notGranted(named, upstream)
    return holderOf(named)
  }

  /** The clients that may verify at an upstream. @throws Fault `UNKNOWN_UPSTREAM` */
  clientsOf(upstream: string): Client[] {
    const found = this.#deps.upstreams.find(upstream)
    if (!found) throw new Fault('UNKNOWN_UPSTREAM')
    const codes = found.session?.codes
    return codes ? this.#deps.clients.all().filter((client) => mayVerify(client, upstream, codes)) : []
  }

  /** Tells the upstream from another that later gets its id; `undefined` when it is not set up. */
  cloudOf(upstream: string): string | undefined {
    return this.#deps.fingerprints.of(upstream)
  }

  /** Whether its upstream and its client are still those it was started with, and not others of the same names. */
  isCurrent({ upstream, cloud, client, holder }: StoredVerification): boolean {
    if (cloud === undefined || cloud !== this.cloudOf(upstream)) return false
    return holder ? this.#deps.clients.hasKey(holder.keyDigest) : client === undefined
  }

  #find(id: string): StoredVerification | undefined {
    const verification = this.#deps.repository.find(id)
    return verification && this.isCurrent(verification) ? verification : undefined
  }
}

export function holderOf({ id, keyDigest }: Client): Holder {
  return { id, keyDigest }
}

function mayVerify(client: Client, upstream: string, { route }: CodeProvider): boolean {
  return client.grants.get(upstream)?.allowsAnyOf(route) ?? false
}

function notGranted(client: Client, upstream: string): Fault {
  return new Fault('NOT_GRANTED', `"${client.id}" may not verify customers at "${upstream}".`)
}
