import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'

/** A refresh token, and the provider, client and upstream it was granted for. It is sent to no other. */
const OidcGrant = z.object({
  issuer: z.string(),
  clientId: z.string(),
  baseUrl: z.string(),
  subject: z.string(),
  refreshToken: z.string(),
})
export type OidcGrant = z.infer<typeof OidcGrant>

export type GrantScope = Pick<OidcGrant, 'issuer' | 'clientId' | 'baseUrl'>

export function toStoredGrant(grant: OidcGrant): Secret {
  return new Secret(JSON.stringify(grant))
}

/** Returns `undefined` for a grant of another provider, client or upstream. */
export function readStoredGrant(stored: Secret | undefined, scope: GrantScope): OidcGrant | undefined {
  if (!stored) return undefined
  const grant = OidcGrant.safeParse(parseJson(stored.reveal())).data
  const { issuer, clientId, baseUrl } = scope
  const isInScope = grant?.issuer === issuer && grant.clientId === clientId && grant.baseUrl === baseUrl
  return isInScope ? grant : undefined
}
