import type { Identity } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import { abandonable } from '#core/network/abandonable.ts'
import type { ClientCertificateSource } from '#core/network/clientCertificate.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { Network, ProxyPassword, UpstreamEndpoint } from '#core/network/network.ts'
import { ProxyDemand } from '#core/network/proxyDemand.ts'
import type { Reachability } from '#core/network/reachability.ts'
import { checkExpected } from '#core/scheme/expectation.ts'
import type { Scheme, Session } from '#core/scheme/scheme.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'

interface Deps {
  network: Network
  clock: Clock
  random: Random
  credentials: UpstreamCredentials
  reachability: Pick<Reachability, 'watch'>
}

type UpstreamAddress = Pick<StoredUpstream, 'id' | 'baseUrl' | 'caFile' | 'proxy' | 'secrets' | 'expect'> & {
  /** These two in place of what the vault keeps. */
  proxyPassword?: ProxyPassword
  clientCertificate?: ClientCertificateSource
}

/** Opens sessions with credentials and verifies credentials. */
export class UpstreamSessions {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @param watch sees what becomes of the session's own calls */
  open(
    scheme: Scheme,
    settings: object,
    storedCredential: Secret,
    address: UpstreamAddress,
    watch: (http: Http) => Http = (http) => http,
  ): Session {
    const { network, clock, random, credentials, reachability } = this.#deps
    const endpoint = this.#endpointOf(address, scheme)
    const http = (baseUrl: string) => watch(reachability.watch(address.id, network.http({ ...endpoint, baseUrl })))
    const storage = credentials.storageOf(address)
    return scheme.open(settings, storedCredential, { http, clock, random, storage }, endpoint.baseUrl)
  }

  /**
   * Asks the upstream who the till is, and compares that with who is expected.
   *
   * @param asked `current`: the session in use, which alone knows the person who signed in with a browser. `gone` ends the
   * question
   * @throws Fault `CREDENTIAL_REFUSED` · `CREDENTIAL_UNPROVEN` · `CREDENTIAL_UNEXPECTED`
   */
  async verifyCredential(
    scheme: Scheme,
    settings: object,
    storedCredential: Secret,
    address: UpstreamAddress,
    { current, gone }: { current?: Session | undefined; gone?: AbortSignal | undefined } = {},
  ): Promise<Identity> {
    const { network, clock } = this.#deps
    const demand = new ProxyDemand()
    const watch = (http: Http) => abandonable(demand.watch(http), gone)
    const session = current?.browserSignIn ? current : this.open(scheme, settings, storedCredential, address, watch)
    const check = await session.probe(watch(network.http(this.#endpointOf(address, scheme))), clock)
    if (session !== current) session.close?.()
    if (check.outcome === 'accepted') {
      checkExpected(address.expect, check.identity)
      return check.identity
    }
    if (check.outcome === 'refused') throw new Fault('CREDENTIAL_REFUSED', check.detail, undefined, check.remedy)
    const { proxy } = demand
    const data = proxy === undefined ? { cause: check.cause } : ({ cause: 'proxy-sign-in', proxy } as const)
    throw new Fault('CREDENTIAL_UNPROVEN', check.detail, data, check.remedy)
  }

  #endpointOf(address: UpstreamAddress, scheme: Scheme): UpstreamEndpoint {
    const kept = this.#deps.credentials.endpointOf(address)
    const { proxyPassword = kept.proxyPassword, clientCertificate = kept.clientCertificate } = address
    const endpoint = { ...address, proxyPassword, clientCertificate }
    return { ...endpoint, baseUrl: scheme.completeBaseUrl?.(endpoint.baseUrl) ?? endpoint.baseUrl }
  }
}
