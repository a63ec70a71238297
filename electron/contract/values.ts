import { z } from 'zod'
import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import { nameProblem, withoutOddEdges } from '#contract/text/pastedText.ts'
import { proxyText, readProxyUrl } from '#contract/text/proxyUrl.ts'

/** Name of an upstream or a client. It is part of URLs, keys, logs and metrics, so it is short and plain. */
const Id = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter followed by at most 31 small letters, digits or hyphens')

export const UpstreamId = Id.meta({ description: 'Name of an upstream, as in /via/{upstream}/…' })
export type UpstreamId = z.infer<typeof UpstreamId>

export const ClientId = Id.meta({ description: 'Name of a local program that may call the agent' })
export type ClientId = z.infer<typeof ClientId>

/** A name that a client gives a user of its own at an upstream: a customer number, say. It is sent as `Till-Agent-User`. */
export const UserName = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must have 1 to 128 letters, digits and signs of plain ASCII')

/** In JSON, `C:\temp` holds a tabulator and `C:\new` a line break. */
export const FilePath = z
  .string()
  .overwrite(withoutOddEdges)
  .min(1)
  .regex(/^\P{Cc}*$/u, 'holds a control character: in JSON, each backslash of a path is written twice')

/** TCP port on loopback. 0 asks the system for a free one. */
export const Port = z.int().min(0).max(65_535)

/** Milliseconds since 1970-01-01 UTC. */
export const Instant = z.int().nonnegative()
export type Instant = z.infer<typeof Instant>

/**
 * Origin and, at most, a path prefix. `https:` only, except to this machine, because the credential travels with every
 * request (capillary.md 1.1 shows plain http samples to refuse). Kept as it was parsed, without slashes at its end: two
 * readers of one text could go to two servers.
 */
export const BaseUrl = z
  .string()
  .overwrite(withoutOddEdges)
  .superRefine((text, context) => {
    const message = urlProblem(text) ?? (hasNoQuery(text) ? undefined : 'must not hold a query or a fragment')
    if (message) context.addIssue({ code: 'custom', message, continue: false })
  })
  .overwrite((text) => asParsed(text, ({ origin, pathname }) => withoutLastSlashes(origin + pathname)))

/** The whole address of one call, such as a token endpoint: as `BaseUrl`, and a query may stand in it. */
export const EndpointUrl = z
  .string()
  .overwrite(withoutOddEdges)
  .superRefine((text, context) => {
    const message = urlProblem(text) ?? (text.includes('#') ? 'must not hold a fragment' : undefined)
    if (message) context.addIssue({ code: 'custom', message, continue: false })
  })
  .overwrite((text) => asParsed(text, ({ href }) => href))

/** Why a credential must not be sent to an address. */
function urlProblem(text: string): string | undefined {
  const odd = nameProblem(text)
  if (odd) return odd
  if (!URL.canParse(text)) return 'must be a full URL such as https://eu.api.capillarytech.com'
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname)))
    return 'must begin with https:// (plain http:// is only allowed to 127.0.0.1, [::1] and localhost)'
  if (url.username || url.password) return 'must not hold a user name or password'
  return undefined
}

/** An empty query or fragment counts: `https://host?` has one. */
function hasNoQuery(text: string): boolean {
  return !/[?#]/.test(text)
}

function asParsed(text: string, kept: (url: URL) => string): string {
  return URL.canParse(text) ? kept(new URL(text)) : text
}

export function withoutLastSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}

/**
 * Connects directly, as the machine says, or through the proxy at this address. Its user name may stand in the address; a
 * password that does leaves it for the vault.
 */
export const ProxySetting = z
  .string()
  .overwrite(withoutOddEdges)
  .refine(
    (text) => isDirectOrSystem(text) || (proxyAddress.test(text) && readProxyUrl(text) !== undefined),
    'must be "direct", "system" or the address of an HTTP proxy such as http://proxy.store:3128',
  )
  .overwrite((text) => {
    const url = isDirectOrSystem(text) ? undefined : readProxyUrl(text)
    return url ? proxyText(url) : text
  })
export type ProxySetting = z.infer<typeof ProxySetting>

/** With a scheme or with a port: a slip such as `sytem` names no proxy. */
const proxyAddress = /^https?:\/\/|:\d{1,5}$/i

function isDirectOrSystem(text: string): boolean {
  return text === 'direct' || text === 'system'
}

/** Schemes whose pages share one origin, or have none: a key that is bound to one would be bound to nothing. */
const schemesWithoutOrigin = new Set(['about', 'blob', 'data', 'file', 'filesystem', 'javascript', 'mailto', 'null'])

/** As programs with a page of their own send it: `app://pos`, `tauri://localhost`, `chrome-extension://<id>`. */
const programOrigin = /^([a-z][a-z0-9+.-]*):\/\/[a-z0-9._-]+(?::\d{1,5})?$/

/** Scheme, host and port of a page that may call with a client's key. Compared whole, never by part (attacks.md T07). */
export const Origin = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+$/, {
    error: 'must be an origin such as https://pos.example.com or app://pos',
    abort: true,
  })
  .refine(isWrittenAsSent, 'must be written exactly as a browser sends it')

function isWrittenAsSent(text: string): boolean {
  if (/^https?:/.test(text)) return URL.canParse(text) && new URL(text).origin === text
  const scheme = programOrigin.exec(text)?.[1]
  return scheme !== undefined && !schemesWithoutOrigin.has(scheme)
}
