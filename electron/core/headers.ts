/** Header lists are flat: name, value, name, value, … as they came off the wire. */
export type HeaderList = readonly string[]

/** Only ever between two neighbours (RFC 9110 §7.6.1; standards.md 2). `Proxy-Connection` and `Keep-Alive` even unnamed. */
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

/** What a caller may not say in the till's name (design 7; attacks.md T36, T38, T41). */
const neverSent = new Set([
  ...hopByHop,
  'authorization',
  'cookie',
  'cookie2',
  'host',
  'expect',
  'forwarded',
  'via',
  'x-real-ip',
  'client-cert',
  'client-cert-chain',
  // A second method beside the one that was granted.
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  // The page that asks is this machine's business, not the upstream's.
  'origin',
  'referer',
])
const neverSentPrefixes = ['x-forwarded-', 'till-agent-', 'sec-fetch-', 'access-control-']

/** What an upstream may not tell a caller of the agent: it would set state on, or open up, the agent's own address. */
const neverAnswered = new Set([
  ...hopByHop,
  'set-cookie',
  'set-cookie2',
  'strict-transport-security',
  'alt-svc',
  'www-authenticate',
  'clear-site-data',
  'client-cert',
  'client-cert-chain',
])
const neverAnsweredPrefixes = ['till-agent-', 'access-control-']

/** Names arrive from outside: what is remembered of them stays small. */
const rememberedNames = 512

/** Decides by name, and remembers: POS programs send the same few names all day. */
export class HeaderSieve {
  readonly #remembered = new Map<string, boolean>()
  readonly #refuses: (name: string) => boolean

  /** @param refuses gets the name in small letters with `-` for `_`, as lax servers read it (attacks.md T37) */
  constructor(refuses: (name: string) => boolean) {
    this.#refuses = refuses
  }

  /** What may pass of a list, with what its own `Connection` field names taken out first. */
  pass(headers: HeaderList): string[] {
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
    const refused = this.#refuses(name.toLowerCase().replaceAll('_', '-'))
    if (this.#remembered.size < rememberedNames) this.#remembered.set(name, refused)
    return refused
  }
}

export function requestSieve(schemeOwns: (name: string) => boolean): HeaderSieve {
  return new HeaderSieve((name) => neverSent.has(name) || startsWithAny(name, neverSentPrefixes) || schemeOwns(name))
}

export const answerSieve = new HeaderSieve(
  (name) => neverAnswered.has(name) || startsWithAny(name, neverAnsweredPrefixes),
)

/** The first value of a field. @param name in small letters */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const candidate = headers[at] as string
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[at + 1]
  }
  return undefined
}

const nothingNominated = /^(?:keep-alive|close)?$/i

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

function startsWithAny(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix))
}
