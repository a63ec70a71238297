import { z } from 'zod'
import type { Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { basicCredential } from './basicCredential.ts'
import {
  ClientId,
  ClientSecret,
  giniRules,
  MediaType,
  mediaTypeHeader,
  proveDocuments,
  refusedClient,
  refusedToken,
  UserIdentifier,
} from './giniApi.ts'
import { tokenAnswer } from './tokenAnswer.ts'
import { tokenSession } from './tokenSession.ts'

const Settings = z.strictObject({ clientId: ClientId, userIdentifier: UserIdentifier, mediaType: MediaType })
const Secrets = z.strictObject({ clientSecret: ClientSecret })

/**
 * Flows 2 and 3 (gini.md 3): a token for the derived user. The agent uses it itself; a client with the grant `hand-over`
 * may have it, and speaks to Gini with it on its own.
 */
export const giniDerived: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'gini-derived',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open({ clientId, userIdentifier, mediaType }, sealed, ports, baseUrl) {
    const api = ports.http(baseUrl)
    const [accept = '', type = ''] = mediaTypeHeader(mediaType)
    const logIn = () =>
      api.request({
        method: 'POST',
        path: '/login',
        headers: {
          Authorization: basicCredential(clientId, sealed.reveal()),
          'X-User-Identifier': userIdentifier,
          [accept]: type,
        },
      })
    return tokenSession(
      {
        ask: async () => tokenAnswer(await logIn(), 'Gini', refusedClient),
        headersFor: (token) => ['Authorization', `Bearer ${token.reveal()}`, accept, type],
        judge: (status) => (status === 401 ? 'renew' : 'pass'),
        prove: (http, clock, headers) => proveDocuments(http, clock, headers, refusedToken),
      },
      ports,
    )
  },

  ...giniRules,
  // A grant that opens no route of the upstream, but the agent's own for a token.
  presets: { ...giniRules.presets, 'hand-over': [] },
}
