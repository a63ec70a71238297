import { oddity } from '#contract/text/characters.ts'

/** A path that all servers read alike, decoded once; or why they do not, in words that go on after "The path is refused:". */
export type PathReading = { decoded: string } | { ambiguity: string }

/**
 * Reads a path as the upstream will, unless two servers may read it in two ways: then what is decided here is not what
 * happens there (attacks.md T40, T43). Each rule names the readers that differ. Jakarta Servlet 6 §3.5.2 lists most of
 * these as suspicious; Jetty's UriCompliance and Spring's StrictHttpFirewall refuse them. Every scan is linear.
 */
export function readPath(path: string): PathReading {
  const asItCame = firstOf(rulesOfPath, path)
  if (asItCame) return { ambiguity: asItCame }
  const decoded = path.includes('%') ? percentDecoded(path) : path
  // Overlong UTF-8 (`%c0%af`), Latin-1, `%u002f` and a bare `%`: each has readers that make something of it.
  if (decoded === undefined) return { ambiguity: 'its encoding is broken' }
  if (plainPath.test(decoded)) return { decoded }
  const ambiguity = firstOf(rulesOfDecoded, decoded) ?? ambiguityOfSegments(decoded)
  return ambiguity ? { ambiguity } : { decoded }
}

/** The paths of nearly all requests: every reader agrees about them. Dots stand between letters or digits only. */
const plainPath = /^(?:\/[\w~-]+(?:[.@:+][\w~-]+)*)+\/?$/

/**
 * Read as a divider by others. By code pages that have no such character: slashes of mathematics, and the yen and won signs
 * of CP932 and CP949. By Windows (best fit) and whoever normalises texts to NFKC: a full-width slash, and all that NFKC makes
 * a text with one of `/\.;?#%` of, which the test finds anew in the Unicode of this Node. Normalising each path would hold
 * up other callers where a program fills it with accents.
 */
const lookalike =
  /[\u00a5\u037e\u2024-\u2026\u2044\u2047-\u2049\u20a9\u2100\u2101\u2105\u2106\u2215\u2216\u2488-\u249b\u29f5\u29f8\u29f9\u33c2\u33c7\u33d8\ufe14\ufe16\ufe19\ufe30\ufe52\ufe54\ufe56\ufe5f\ufe68\ufe6a\uff03\uff05\uff0e\uff0f\uff1b\uff1f\uff3c\u{1f100}]/u

type Rules = readonly (readonly [RegExp, string])[]

const rulesOfPath: Rules = [
  [/[^\x21-\x7e]/, 'it holds a character that must be encoded'],
  // Windows, and browsers on the way, take a backslash for a slash; what follows a `#` is never sent on by others.
  [/[\\#]/, 'it holds a backslash or a fragment'],
  // Decoded before or after the path is divided, by nginx, Tomcat, Apache (`AllowEncodedSlashes`) and Envoy each in its way.
  [/%2f|%5c/i, 'it holds an encoded slash or backslash'],
  // C programs end a text at a NUL.
  [/%00/, 'it holds an encoded NUL'],
  // Servers that rewrite the decoded path begin the query there (Apache: CVE-2024-38474, CVE-2024-38475).
  [/%3f|%23/i, 'it holds an encoded "?" or "#"'],
  // Parameters are cut off before decoding (Tomcat) or after it (Spring's UrlPathHelper).
  [/%3b/i, 'it holds an encoded ";"'],
]

const rulesOfDecoded: Rules = [
  // IIS (`allowDoubleEscaping`), WebLogic (CVE-2020-14882); `%u` besides: IIS, Jetty (CVE-2021-34429).
  [/%(?:[0-9a-f]{2}|u[0-9a-f]{4})/i, 'it is encoded twice'],
  [/[\p{Cc}\u2028\u2029]/u, 'it holds a control character'],
  // NTFS: `name::$DATA` and `name:$i30:$INDEX_ALLOCATION` are `name`.
  [/:\$/, 'it names a stream of a file'],
  // ASP.NET takes `/(S(x))/` out of the path when sessions go without cookies (CVE-2023-36899).
  [/\/\([a-z]\(/i, 'it holds a segment that ASP.NET takes for a session'],
  [lookalike, 'it holds a character that some servers take for a slash, a dot or another divider'],
]

function firstOf(rules: Rules, text: string): string | undefined {
  return rules.find(([expression]) => expression.test(text))?.[1]
}

function percentDecoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const emptySegment = /\/[/;]/
const segmentOfDots = /[/;]\.(?:[/;]|$)|\/\.\.(?:[/;]|$)/
const dotAtEnd = /\.(?:[/;]|$)/

function ambiguityOfSegments(decoded: string): string | undefined {
  // Tomcat, Jetty and Spring drop `;…`, and then fold `//`; nginx (`merge_slashes`) and Envoy fold it at once.
  if (emptySegment.test(decoded)) return 'it holds an empty segment'
  // Some servers drop parameters before they resolve `..`, some after it, some never.
  if (segmentOfDots.test(decoded) || hasDotsInParameters(decoded)) return 'it holds a "." or ".." segment'
  // Windows, and so IIS, drops dots and blanks at the end of a name.
  if (dotAtEnd.test(decoded)) return 'a segment ends with a dot'
  // Whoever trims a name finds another one; which characters are blank depends on the language.
  return hasBlankEdge(decoded) ? 'a segment begins or ends with a blank' : undefined
}

function hasDotsInParameters(decoded: string): boolean {
  let at = decoded.indexOf(';')
  while (at !== -1) {
    const slashAt = decoded.indexOf('/', at)
    const end = slashAt === -1 ? decoded.length : slashAt
    if (decoded.slice(at, end).includes('..')) return true
    at = decoded.indexOf(';', end)
  }
  return false
}

/** At the beginning or end of a segment, its name or a parameter of it. */
const unusualEdge = /(?<=[/;])[^!-~]|[^!-~](?=[/;]|$)/gu

function hasBlankEdge(decoded: string): boolean {
  return decoded.match(unusualEdge)?.some(isBlank) ?? false
}

/** The selectors at the end of many an emoji are not: they belong to the character before. */
const variationSelector = /[\ufe00-\ufe0f]/

function isBlank(character: string): boolean {
  const kind = oddity(character)
  return (kind === 'blank' || kind === 'unseen') && !variationSelector.test(character)
}
