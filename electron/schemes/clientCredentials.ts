import * as oauth from 'oauth4webapi'
import type { HttpOutcome } from '../core/http.ts'
import type { SchemePorts } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { basicCredential } from './basicCredential.ts'
import { millis, notGranted, TokenText, tokenAnswer } from './tokenAnswer.ts'
import type { TokenAnswer } from './tokenSession.ts'

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

/** Asks for a token by client credentials (RFC 6749 §4.4), over the agent's own way out: its caFile, its proxy. */
export function clientCredentials(settings: Client, secret: Secret, ports: SchemePorts): () => Promise<TokenAnswer> {
  const { origin, pathname, search } = new URL(settings.tokenUrl)
  const http = ports.http(origin)
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
        // Plain http is for this machine only: the settings see to that.
        [oauth.allowInsecureRequests]: true,
      })
      const granted = await oauth.processClientCredentialsResponse(server, client, response)
      const token = TokenText.parse(granted.access_token)
      if (outcome?.kind !== 'reply') throw new Error('a token without an answer')
      return { outcome: 'granted', reply: outcome, token: new Secret(token), lifetimeMs: millis(granted.expires_in) }
    } catch (thrown) {
      // What the library finds wrong, it finds in the answer.
      if (outcome?.kind === 'silence') return tokenAnswer(outcome, service, refused)
      if (outcome?.kind === 'reply') return notGranted(outcome, service, refused)
      throw thrown
    }
  }
}

/** Form-encoded as RFC 6749 §2.3.1 asks; letters, digits and `-._*` stay as they are, for those who do not decode. */
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
  return new Response(body, { status, headers: { 'Content-Type': headers['content-type'] ?? 'application/json' } })
}
