/** Header lists are flat, as they came off the wire: name, value, name, value, … */
export type HeaderList = readonly string[]

/** The agent's own name: on every response that it passes on, and on requests to upstreams that are set up so. */
export const via: HeaderList = ['Via', '1.1 till-agent']
const ownName = /\btill-agent\b/i

/** Whether a `Via` says that the message has been through a till agent. */
export function wasAtAgent(headers: HeaderList): boolean {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length === 3 && name.toLowerCase() === 'via' && ownName.test(headers[at + 1] as string)) return true
  }
  return false
}

/**
 * Headers between two neighbours, which are never passed on (RFC 9110 §7.6.1; standards.md 2). `Proxy-Connection` and
 * `Keep-Alive` are among them even where `Connection` does not name them.
 */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]

/**
 * By these a caller would choose which bytes of an answer come back, or in which form: a credential that an upstream echoes
 * could be taken out in slices (attacks.md T47). Whoever sends them gets the whole answer, as from a server that does not
 * know them (RFC 9110 §14.2, RFC 3229).
 */
const choosingPart = ['range', 'if-range', 'a-im', 'accept-charset']

/** Headers that a client may not send in the till's name (attacks.md T36, T38, T41). */
const neverSent = new Set([
  ...hopByHop,
  ...choosingPart,
  'authorization',
  'cookie',
  'cookie2',
  'expect',
  'via',
  // They tell which web page asks, which is no business of the upstream's.
  'origin',
  'referer',
])
const neverSentPrefixes = ['till-agent-', 'sec-fetch-', 'access-control-']

/**
 * What servers and frameworks read in place of what stands on the wire, with or without `X-` in front: a client would have another
 * request than the one it was granted (CVE-2018-14773, CVE-2025-29927), or come from somewhere or somebody else (attacks.md T41).
 */
const neverClaimed = new Set([
  ...['http-method', 'http-method-override', 'method', 'method-override', 'request-uri', 'middleware-subrequest'],
  ...['host', 'host-override', 'http-host', 'http-host-override', 'http-destinationurl', 'proxy-host', 'proxy-url'],
  ...[
    'forwarded',
    'forward-for',
    'forwarder-for',
    'client-ip',
    'cluster-client-ip',
    'real-ip',
    'true-ip',
    'true-client-ip',
  ],
  ...['connecting-ip', 'originating-ip', 'remote-ip', 'remote-addr', 'custom-ip-authorization', 'appengine-user-ip'],
  ...[
    'cf-connecting-ip',
    'cf-connecting-ipv6',
    'fastly-client-ip',
    'fly-client-ip',
    'azure-clientip',
    'azure-socketip',
  ],
  ...['remote-user', 'authenticated-user', 'authenticated-userid', 'webauth-user', 'client-cert', 'client-cert-chain'],
  ...['ssl-client-cert', 'ssl-client-verify', 'ssl-client-s-dn', 'arr-clientcert'],
  // CGI programs find it in the variable that names their proxy (CVE-2016-5385).
  'proxy',
])
const neverClaimedPrefixes = [
  ...['forwarded-', 'original-', 'rewrite-', 'envoy-'],
  ...['auth-request-', 'goog-authenticated-', 'ms-client-principal', 'amzn-oidc-'],
]

/** Headers of an upstream that would set state on the agent's own address, or open it to web pages. */
const neverReturned = new Set([
  ...hopByHop,
  'set-cookie',
  'set-cookie2',
  'strict-transport-security',
  'alt-svc',
  'www-authenticate',
  'clear-site-data',
  'client-cert',
  'client-cert-chain',
  // No part can be asked for.
  'accept-ranges',
])
const neverReturnedPrefixes = ['till-agent-', 'access-control-']

/** Names come from outside, so only so many of so many letters are remembered. */
const maxRemembered = 512
const maxRememberedLetters = 64

/** Decides by name which headers pass, and remembers the decisions: programs send the same few names all day. */
export class HeaderFilter {
  readonly #remembered = new Map<string, boolean>()
  readonly #refuses: (name: string) => boolean

  /** @param refuses is given the name in small letters and with `-` for `_`, as lax servers read it (attacks.md T37) */
  constructor(refuses: (name: string) => boolean) {
    this.#refuses = refuses
  }

  /** The headers that pass. Those that the list's own `Connection` header names never do. */
  apply(headers: HeaderList): string[] {
    const nominated = nominatedBy(headers)
    const passed: string[] = []
    for (let at = 0; at + 1 < headers.length; at += 2) {
      const name = headers[at] as string
      if (this.#isRefused(name) || nominated?.has(name.toLowerCase())) continue
      passed.push(name, headers[at + 1] as string)
    }
    return passed
  }

  #isRefused(name: string): boolean {
    const known = this.#remembered.get(name)
    if (known !== undefined) return known
    const read = name.toLowerCase().replaceAll('_', '-')
    // Where `_` counts as `-`, this would be a second length or form of the body.
    const isSecond = read.startsWith('content-') && name.includes('_')
    const refused = isSecond || this.#refuses(read)
    if (this.#remembered.size < maxRemembered && name.length <= maxRememberedLetters)
      this.#remembered.set(name, refused)
    return refused
  }
}

/** @param schemeOwns whether only the agent may set this header, which is given as `refuses` gets it */
export function requestFilter(schemeOwns: (name: string) => boolean): HeaderFilter {
  return new HeaderFilter(
    (name) => neverSent.has(name) || startsWithAny(name, neverSentPrefixes) || isClaim(name) || schemeOwns(name),
  )
}

export const responseFilter = new HeaderFilter(
  (name) => neverReturned.has(name) || startsWithAny(name, neverReturnedPrefixes),
)

/** The first value of a header. @param name in small letters */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const candidate = headers[at] as string
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[at + 1]
  }
  return undefined
}

/** All values of a header, each as it came. @param name in small letters */
export function headerValues(headers: HeaderList, name: string): string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const candidate = headers[at] as string
    if (candidate.length === name.length && candidate.toLowerCase() === name) values.push(headers[at + 1] as string)
  }
  return values
}

/** The list without a header. @param name in small letters */
export function withoutHeader(headers: HeaderList, name: string): string[] {
  const rest: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (headers[at]?.toLowerCase() !== name) rest.push(headers[at] as string, headers[at + 1] as string)
  return rest
}

const nothingNominated = /^(?:keep-alive|close)?$/i

/** The names that `Connection` makes hop-by-hop, in small letters. */
function nominatedBy(headers: HeaderList): Set<string> | undefined {
  let nominated: Set<string> | undefined
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length !== 'connection'.length || name.toLowerCase() !== 'connection') continue
    const value = headers[at + 1] as string
    if (nothingNominated.test(value)) continue
    nominated ??= new Set()
    for (const token of value.split(',')) nominated.add(token.trim().toLowerCase())
  }
  return nominated
}

function isClaim(name: string): boolean {
  const plain = name.startsWith('x-') ? name.slice(2) : name
  return neverClaimed.has(plain) || startsWithAny(plain, neverClaimedPrefixes)
}

function startsWithAny(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix))
}
