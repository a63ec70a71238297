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
  UserIdentifier,
} from './giniApi.ts'

const Settings = z.strictObject({ clientId: ClientId, userIdentifier: UserIdentifier, mediaType: MediaType })
const Secrets = z.strictObject({ clientSecret: ClientSecret })

/** Flow 1 (gini.md 3): the client's Basic and the user's identifier with every request, for a host in the back office. */
export const giniTrusted: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'gini-trusted',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open({ clientId, userIdentifier, mediaType }, sealed) {
    const credential = new Secret(basicCredential(clientId, sealed.reveal()))
    const signIn = () => ({ Authorization: credential.reveal(), 'X-User-Identifier': userIdentifier })
    const authorise = () => [...Object.entries(signIn()).flat(), ...mediaTypeHeader(mediaType)]
    const [accept = '', type = ''] = mediaTypeHeader(mediaType)
    return {
      authorise,
      judge: (status) => (status === 401 ? 'locked' : 'pass'),
      probe: (http, clock) => proveDocuments(http, clock, { ...signIn(), [accept]: type }, refusedClient),
    }
  },

  ...giniRules,
}
