import { z } from 'zod'

/** Names an upstream or a client: it stands in URLs, keys, logs and metrics, so it is short and plain (design 5). */
const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter followed by at most 31 small letters, digits or hyphens')

export const UpstreamId = Id.meta({ description: 'Name of an upstream, as in /via/{upstream}/…' })
export type UpstreamId = z.infer<typeof UpstreamId>

export const ClientId = Id.meta({ description: 'Name of a local program that may call the agent' })
export type ClientId = z.infer<typeof ClientId>

/** TCP port on loopback. 0 asks the system for a free one. */
export const Port = z.int().min(0).max(65_535)

/** Milliseconds since 1970-01-01 UTC. */
export const Instant = z.int().nonnegative()
export type Instant = z.infer<typeof Instant>

const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost'])

/**
 * Where an upstream lives: origin and, at most, a path prefix. `https:` only, except to this machine, because
 * the credential travels with every request (design 5; capillary.md 1.1 shows plain http samples to refuse).
 */
export const BaseUrl = z
  .string()
  .superRefine((text, context) => {
    const message = baseUrlProblem(text)
    if (message) context.addIssue({ code: 'custom', message })
  })
  .transform((text) => text.replace(/\/+$/, ''))

function baseUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be a full URL such as https://eu.api.capillarytech.com'
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopbackHosts.has(url.hostname)))
    return 'must begin with https:// (plain http:// is only allowed to 127.0.0.1, [::1] and localhost)'
  if (url.username || url.password) return 'must not hold a user name or password'
  if (url.search || url.hash) return 'must not hold a query or a fragment'
  return undefined
}

/** How the upstream is reached: directly, as the operating system says, or through the proxy at this URL. */
export const ProxySetting = z.union([
  z.enum(['direct', 'system']),
  z.url({ protocol: /^https?$/, error: 'must be "direct", "system" or the http(s) URL of a proxy' }),
])
export type ProxySetting = z.infer<typeof ProxySetting>

/** Scheme, host and port of a web page that may call with a client's key. Compared whole, never by part (attacks.md T07). */
export const Origin = z
  .string()
  .regex(/^https?:\/\/[^/?#@*\s]+$/, 'must be an origin such as https://pos.example.com')
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be written exactly as a browser sends it',
  )
