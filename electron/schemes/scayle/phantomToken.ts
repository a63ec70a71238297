import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import type { Secret } from '#core/base/secret.ts'

/** What SCAYLE's own SDK reads of an access token, and its neighbours (scayle.md 4). None of it opens anything. */
const Claims = z.object({
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  jti: z.string().optional(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
  sub: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  customerId: z.number().optional(),
})
type Claims = z.infer<typeof Claims>

/** No library knows the algorithm, so nobody takes the token for a proof of anything. */
const header = encoded({ typ: 'JWT', alg: 'till-agent' })

/**
 * A token that stands for a customer at the agent and nowhere else. It has the claims of the customer's own, so that software
 * can read expiry and customer, and the handle in place of the signature.
 */
export function phantomTokenOf(access: Secret, handle: string): string {
  return `${header}.${encoded(claimsOf(access.reveal()))}.${handle}`
}

/** The handle that a phantom token ends with, or that stands for itself; `undefined` for anything else. */
export function handleInPhantom(token: string): string | undefined {
  const parts = token.split('.')
  const handle = parts.at(-1)
  return (parts.length === 1 || parts.length === 3) && isHandle(handle) ? handle : undefined
}

export function isHandle(text: unknown): text is string {
  return typeof text === 'string' && /^cs_[\w-]{22,64}$/.test(text)
}

/** The id under which SCAYLE lists an access token, which is not the token (scayle.md 4). */
export function tokenIdOf(accessToken: string): string | undefined {
  return claimsOf(accessToken).jti
}

/** Of a token whose signature nobody has checked. Empty where it has none that can be read. */
function claimsOf(token: string): Claims {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  return Claims.safeParse(parseJson(payload)).data ?? {}
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
