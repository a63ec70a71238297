import { z } from 'zod'
import { Secret } from '../core/secret.ts'

/** What lets the till go on after a restart, and for what it was given: it goes to no other provider, client or upstream. */
const OidcGrant = z.object({
  issuer: z.string(),
  clientId: z.string(),
  baseUrl: z.string(),
  subject: z.string(),
  refreshToken: z.string(),
})
export type OidcGrant = z.infer<typeof OidcGrant>

export function sealedGrant(grant: OidcGrant): Secret {
  return new Secret(JSON.stringify(grant))
}

/** `undefined` when there is none for these. */
export function keptGrant(
  kept: Secret | undefined,
  { issuer, clientId, baseUrl }: Pick<OidcGrant, 'issuer' | 'clientId' | 'baseUrl'>,
): OidcGrant | undefined {
  if (!kept) return undefined
  const grant = OidcGrant.safeParse(parsed(kept.reveal())).data
  const isOurs = grant?.issuer === issuer && grant.clientId === clientId && grant.baseUrl === baseUrl
  return isOurs ? grant : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
