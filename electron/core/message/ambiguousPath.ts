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
  const ambiguity = firstOf(rulesOfDecoded, decoded) ?? lookalike(decoded) ?? ambiguityOfSegments(decoded)
  return ambiguity ? { ambiguity } : { decoded }
}

/** The paths of nearly all requests: every reader agrees about them. Dots stand between letters or digits only. */
const plainPath = /^(?:\/[\w~-]+(?:[.@:+][\w~-]+)*)+\/?$/

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

/** Read as `/` or `\` by code pages that have no such character: slashes of mathematics, and the yen and won signs of CP932 and CP949. */
const otherSlashes = /[\u2044\u2215\u29f8\u2216\u29f5\u29f9\u00a5\u20a9]/u
const divider = /[/\\.;?#%]/

/** Windows (best fit) and whoever normalises texts to NFKC read a full-width slash as a slash. */
function lookalike(decoded: string): string | undefined {
  for (const character of decoded)
    if (character > '\u007f' && (otherSlashes.test(character) || divider.test(character.normalize('NFKC'))))
      return 'it holds a character that some servers take for a slash, a dot or another divider'
  return undefined
}

function ambiguityOfSegments(decoded: string): string | undefined {
  const segments = decoded.slice(1).split('/')
  for (const [at, segment] of segments.entries()) {
    const isEnd = at === segments.length - 1 && segment === ''
    const ambiguity = isEnd ? undefined : ambiguityOfSegment(segment)
    if (ambiguity) return ambiguity
  }
  return undefined
}

function ambiguityOfSegment(segment: string): string | undefined {
  const [name = '', ...parameters] = segment.split(';')
  // Tomcat, Jetty and Spring drop `;…`, and then fold `//`; nginx (`merge_slashes`) and Envoy fold it at once.
  if (name === '') return 'it holds an empty segment'
  // Some servers drop parameters before they resolve `..`, some after it, some never.
  if (name === '.' || name === '..' || parameters.some((text) => text === '.' || text.includes('..')))
    return 'it holds a "." or ".." segment'
  const parts = [name, ...parameters].filter((part) => part !== '')
  // Windows, and so IIS, drops dots and blanks at the end of a name.
  if (parts.some((part) => part.endsWith('.'))) return 'a segment ends with a dot'
  // Whoever trims a name finds another one; which characters are blank depends on the language.
  if (parts.some(hasBlankEdge)) return 'a segment begins or ends with a blank'
  return undefined
}

function hasBlankEdge(part: string): boolean {
  const characters = [...part]
  return isBlank(characters[0]) || isBlank(characters.at(-1))
}

/** The selectors at the end of many an emoji are not: they belong to the character before. */
const variationSelector = /[\ufe00-\ufe0f]/

function isBlank(character = ''): boolean {
  const kind = oddity(character)
  return (kind === 'blank' || kind === 'unseen') && !variationSelector.test(character)
}
