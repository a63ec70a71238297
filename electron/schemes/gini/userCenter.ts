import type { Secret } from '#core/base/secret.ts'
import type { Http, HttpOutcome } from '#core/network/controlHttp.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'

export interface GiniUser {
  email: string
  password: string
}

/** The three calls of flow 4, exactly as Gini documents them (gini.md 3). */
export class GiniUserCenter {
  readonly #http: Http
  readonly #clientId: string
  readonly #secret: Secret

  constructor(http: Http, clientId: string, secret: Secret) {
    this.#http = http
    this.#clientId = clientId
    this.#secret = secret
  }

  clientToken(): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: '/oauth/token?grant_type=client_credentials',
      headers: { Authorization: this.#basic(), Accept: 'application/json' },
    })
  }

  create({ email, password }: GiniUser, clientToken: Secret): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: '/api/users',
      headers: {
        Authorization: `Bearer ${clientToken.reveal()}`,
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ email, password }),
    })
  }

  /** The password grant. RFC 9700 forbids it; Gini offers nothing else (gini.md 3, standards.md 1). */
  logIn({ email, password }: GiniUser): Promise<HttpOutcome> {
    return this.#http.request({
      method: 'POST',
      path: '/oauth/token?grant_type=password',
      headers: {
        Authorization: this.#basic(),
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ username: email, password }).toString(),
    })
  }

  #basic(): string {
    return basicCredential(this.#clientId, this.#secret.reveal())
  }
}
