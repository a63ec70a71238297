import * as oauth from 'oauth4webapi'
import { Secret } from '#core/base/secret.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'
import {
  plainTokenBody,
  readTokenRefusal,
  readTokenResponse,
  secondsToMs,
  type TokenResponse,
  TokenText,
} from '#schemes/shared/tokenResponse.ts'

interface Client {
  tokenUrl: string
  clientId: string
  scope?: string | undefined
  clientEncoding?: 'form' | 'raw' | undefined
}

const service = 'The token service'
const refused = {
  detail: 'The token service refused the client id and secret.',
  remedy: 'Check both with whoever runs the service; the client may also be barred from this grant.',
}

/**
 * Makes the function that requests a token by client credentials (RFC 6749 §4.4). Its requests use the upstream's caFile
 * and proxy, whatever the library would do.
 */
export function clientCredentials(settings: Client, secret: Secret, deps: SchemeDeps): () => Promise<TokenResponse> {
  const { origin, pathname, search } = new URL(settings.tokenUrl)
  const http = deps.http(origin)
  const server = { issuer: origin, token_endpoint: settings.tokenUrl }
  const client = { client_id: settings.clientId }
  const authentication: oauth.ClientAuth = (_server, _client, _body, headers) =>
    headers.set('authorization', authorizationOf(settings, secret))
  const parameters: Record<string, string> = settings.scope === undefined ? {} : { scope: settings.scope }

  return async () => {
    let outcome: HttpOutcome | undefined
    const send = async (_: string, { headers, body }: oauth.CustomFetchOptions<'POST', URLSearchParams>) => {
      outcome = await http.request({ method: 'POST', path: pathname + search, headers, body: body.toString() })
      return responseOf(outcome)
    }
    try {
      const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, {
        [oauth.customFetch]: send,
        // The settings allow plain http for this machine only.
        [oauth.allowInsecureRequests]: true,
      })
      const granted = await oauth.processClientCredentialsResponse(server, client, response)
      const token = TokenText.parse(granted.access_token)
      if (outcome?.kind !== 'reply') throw new Error('a token without a reply')
      return {
        outcome: 'granted',
        reply: outcome,
        token: new Secret(token),
        lifetimeMs: secondsToMs(granted.expires_in),
      }
    } catch (thrown) {
      // Whatever the library finds wrong is in the reply, so the reply tells what to report.
      if (outcome?.kind === 'silence') return readTokenResponse(outcome, service, refused)
      if (outcome?.kind === 'reply') return readTokenRefusal(outcome, service, refused)
      throw thrown
    }
  }
}

/** Form-encoded as RFC 6749 §2.3.1 asks, unless the settings say `raw`. Letters, digits and `-._*` are never encoded. */
function authorizationOf({ clientId, clientEncoding }: Client, secret: Secret): string {
  const encoded = clientEncoding === 'raw' ? (text: string) => text : formEncoded
  return basicCredential(encoded(clientId), encoded(secret.reveal()))
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

function responseOf(outcome: HttpOutcome): Response {
  if (outcome.kind === 'silence') throw new Error(outcome.reason)
  const { status, body, headers } = outcome
  // The body tells what it is, but for a page, which is not read for a token. Services forget to name its type.
  const type = headers['content-type'] ?? ''
  const isPage = /^text\/html\b/i.test(type)
  return new Response(plainTokenBody(body), { status, headers: { 'Content-Type': isPage ? type : 'application/json' } })
}
