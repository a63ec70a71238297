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
import { BaseUrl } from '../contract/values.ts'
import type { Http, HttpRequest } from '../core/http.ts'
import type { SchemePorts } from '../core/scheme.ts'
import type { Secret } from '../core/secret.ts'
import { ProviderSilent } from './oidcFailure.ts'

export interface Registration {
  issuer: string
  clientId: string
  clientSecret: Secret | undefined
}

/** Seconds that an ID token may be off, beyond what the provider's own clock explains. */
const toleranceSeconds = 30

/** One client of one identity provider, as the protocol library has it. */
export class OidcClient {
  readonly #registration: Registration
  readonly #ports: SchemePorts
  #configuration: Promise<Configuration> | undefined

  constructor(registration: Registration, ports: SchemePorts) {
    this.#registration = registration
    this.#ports = ports
  }

  /** As it was discovered last. @throws what `failureOf` reads */
  configuration(): Promise<Configuration> {
    return this.#configuration ?? this.discover()
  }

  /** Asks the provider anew what it can do and where. @throws what `failureOf` reads */
  discover(): Promise<Configuration> {
    const found = this.#discover()
    this.#configuration = found
    found.catch(() => {
      if (this.#configuration === found) this.#configuration = undefined
    })
    return found
  }

  #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#registration
    const url = new URL(issuer)
    // The library takes it over after the answer, when the provider's clock is known: tills run wrong.
    const metadata = { [clockSkew]: 0, [clockTolerance]: toleranceSeconds }
    const onDate = (dateMs: number) => {
      metadata[clockSkew] = Math.round((dateMs - this.#ports.clock.now()) / 1000)
    }
    return discovery(url, clientId, metadata, clientSecret ? withSecret(clientSecret) : None(), {
      [customFetch]: fetchOver(this.#ports, onDate),
      // By signature too: where a proxy of the store opens TLS, TLS alone says little.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
  }
}

/** In the body only where Basic is not offered (RFC 6749 §2.3.1). */
function withSecret(secret: Secret): ClientAuth {
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const authenticate = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost
    authenticate(secret.reveal())(server, client, body, headers)
  }
}

/** The library's way out: the upstream's own, caFile and proxy included. No redirect is followed. */
function fetchOver({ http }: SchemePorts, onDate: (dateMs: number) => void): CustomFetch {
  const ways = new Map<string, Http>()
  const wayTo = (origin: string): Http => {
    if (!isProtected(origin)) throw new ProviderSilent('it named an address without https')
    const way = ways.get(origin) ?? http(origin)
    ways.set(origin, way)
    return way
  }
  return async (target, { method, headers, body }) => {
    const { origin, pathname, search } = new URL(target)
    const outcome = await wayTo(origin).request({
      method: method as HttpRequest['method'],
      path: pathname + search,
      headers: headers as Record<string, string>,
      ...(body != null && { body: String(body) }),
    })
    if (outcome.kind === 'silence') throw new ProviderSilent(outcome.reason)
    const { status, headers: named, body: text, dateMs } = outcome
    if (dateMs !== undefined) onDate(dateMs)
    if (status < 200 || status > 599) throw new ProviderSilent(`status ${status}`)
    return new Response(text === '' ? null : text, { status, headers: named })
  }
}

/** https, or this very machine. */
export function isProtected(origin: string): boolean {
  return BaseUrl.safeParse(origin).success
}
