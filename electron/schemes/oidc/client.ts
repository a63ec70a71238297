import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client'
import { BaseUrl } from '#contract/values.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Http, HttpRequest } from '#core/network/controlHttp.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { plainTokenBody } from '#schemes/shared/tokenResponse.ts'
import { ProviderUnreachable } from './failure.ts'

/** A client as the identity provider registered it. */
export interface ClientRegistration {
  issuer: string
  clientId: string
  clientSecret: Secret | undefined
}

/** By how much the times in an ID token may be off, after the provider's own clock is allowed for. */
const clockToleranceSeconds = 30

/** A machine whose clock was set by more than this since is asked to compare it with the provider's once more. */
const maxDriftMs = 10_000

/** What was discovered, and the two clocks of this machine at that time. */
interface Discovered {
  readonly configuration: Promise<Configuration>
  readonly wallMs: number
  readonly monotonicMs: number
}

/** The protocol library's configuration of one client at one identity provider. */
export class OidcClient {
  readonly #registration: ClientRegistration
  readonly #deps: SchemeDeps
  #discovered: Discovered | undefined
  #offersCodes: boolean | undefined

  constructor(registration: ClientRegistration, deps: SchemeDeps) {
    this.#registration = registration
    this.#deps = deps
  }

  /** Whether the provider signs people in by a code (RFC 8628), as its metadata last said. */
  get offersCodes(): boolean | undefined {
    return this.#offersCodes
  }

  /**
   * The configuration that was discovered last. It holds how far this machine's clock is from the provider's, so it is discovered
   * anew once the clock was set, as happens minutes after a start: by the old difference every ID token looks expired, and the
   * refresh token that came with it is lost.
   *
   * @throws errors for `failureOf`
   */
  configuration(): Promise<Configuration> {
    const found = this.#discovered
    return found && this.#driftMs(found) <= maxDriftMs ? found.configuration : this.discover()
  }

  /** Fetches the provider's metadata again. @throws errors for `failureOf` */
  discover(): Promise<Configuration> {
    const { clock } = this.#deps
    const found = { configuration: this.#discover(), wallMs: clock.now(), monotonicMs: clock.monotonicMs() }
    this.#discovered = found
    found.configuration.then(
      (configuration) => {
        this.#offersCodes = configuration.serverMetadata().device_authorization_endpoint !== undefined
      },
      () => {
        if (this.#discovered === found) this.#discovered = undefined
      },
    )
    return found.configuration
  }

  /** By how much the clock was set since. */
  #driftMs({ wallMs, monotonicMs }: Discovered): number {
    const { clock } = this.#deps
    return Math.abs(clock.now() - wallMs - (clock.monotonicMs() - monotonicMs))
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#registration
    const url = new URL(issuer)
    // The library copies these after the response came, when `onDate` knows the provider's clock: a till's clock may be wrong.
    const metadata = { [clockSkew]: 0, [clockTolerance]: clockToleranceSeconds }
    const onDate = (dateMs: number) => {
      metadata[clockSkew] = Math.round((dateMs - this.#deps.clock.now()) / 1000)
    }
    return discovery(url, clientId, metadata, clientSecret ? withSecret(clientSecret) : None(), {
      [customFetch]: fetchOver(this.#deps, onDate),
      // Verifies signatures too: where a proxy of the store opens TLS, TLS alone proves little.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
  }
}

/** Sends the secret with Basic, and in the body only where the provider does not offer Basic (RFC 6749 §2.3.1). */
function withSecret(secret: Secret): ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const authenticate = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost
    authenticate(secret.reveal())(server, client, body, headers)
  }
}

/** The library's `fetch`: it uses the upstream's caFile and proxy and follows no redirect. */
function fetchOver({ http }: SchemeDeps, onDate: (dateMs: number) => void): CustomFetch {
  const clients = new Map<string, Http>()
  const clientFor = (origin: string): Http => {
    if (!isProtected(origin)) throw new ProviderUnreachable('it named an address without https')
    const client = clients.get(origin) ?? http(origin)
    clients.set(origin, client)
    return client
  }
  return async (target, { method, headers, body }) => {
    const { origin, pathname, search } = new URL(target)
    const outcome = await clientFor(origin).request({
      method: method as HttpRequest['method'],
      path: pathname + search,
      headers: headers as Record<string, string>,
      ...(body != null && { body: String(body) }),
    })
    if (outcome.kind === 'silence') throw new ProviderUnreachable(outcome.reason)
    const { status, headers: replyHeaders, body: text, dateMs } = outcome
    if (dateMs !== undefined) onDate(dateMs)
    if (status < 200 || status > 599) throw new ProviderUnreachable(`status ${status}`)
    return new Response(text === '' ? null : plainTokenBody(text), { status, headers: replyHeaders })
  }
}

/** Whether the origin has https or is on this machine. */
export function isProtected(origin: string): boolean {
  return BaseUrl.safeParse(origin).success
}
