/** Put behind a segment, a server may take it for the segment alone: the end of a name, of a path or of a text. */
const behind = [
  ...['/', '//', '/.', '/./', '/x/..', '/%2e', '/;', '/;x', '/;/', '/%20', '/%c2%a0'],
  ...[';', ';x', ';x=y', ';x=..', '%3b', '%3Bx=y', '&', '&x=y', '%26x=y'],
  ...['.', '..', '%2e', '%2E%2e', '.json', '.xml', '.html', '.JSON', '.json.', '.json;x', '.a.b', '.%20'],
  ...['%20', '%20%20', '+', '%2b', '%09', '%0a', '%0d%0a', '%0b', '%7f', '%c2%85', '%1f'],
  ...['%c2%a0', '%e1%9a%80', '%e2%80%80', '%e2%80%8b', '%e2%80%af', '%e3%80%80', '%ef%bb%bf', '%c2%ad', '%e3%85%a4'],
  ...['%00', '%00.json', '%2500', '%c0%80', '%e2%80%a8', '%e2%80%a9'],
  ...['%3f', '%3fx', '%3Fentity=1', '%23', '%23x', '#', '#x', '%253f', '%u003f', '%ef%bc%9f', '%ef%bc%83'],
  ...['%2f', '%2F', '%5c', '\\', '%252f', '%c0%af', '%u2215', '%ef%bc%8f', '%e2%88%95', '%c2%a5'],
  ...['::$DATA', '%3a%3a$DATA', '::$INDEX_ALLOCATION', ':$i30:$INDEX_ALLOCATION'],
  ...['%', '%zz', '%e9', '%ff', '%ed%a0%80'],
]

/** The same, for the last segment alone. */
const atTheEnd = ['/.json', '/.json/.xml', ';/x', ';x/y/z', '/%2e%2e', '/x/%2e%2e/']

/** Put before a segment, a server may drop it. */
const before = [
  ...['/', './', ';/', ';x/', '/;x/', 'x/../', '%2e/', 'x/%2e%2e/', '..;/', '.;/', '(S(x))/', '(A(x)F(y))/'],
  ...['%2f', '%5c', '\\', '%252f', '%c0%af', '%ef%bc%8f', '%e2%81%84', '%00', '%20', '+', '%c2%a0', '%ef%bb%bf'],
  ...['%e2%80%8b', '%e3%80%80', '%09', '%0a'],
]

const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`
const everyLetter = (change: (letter: string) => string) => (name: string) => name.replaceAll(/[a-z]/gi, change)
const inside = (text: string) => (name: string) => name.slice(0, 1) + text + name.slice(1)
/** The letter of another block of Unicode, as far from its "a" as the letter is from ours. */
const from = (first: number) =>
  everyLetter((letter) => encodeURIComponent(String.fromCodePoint(first + letter.toLowerCase().charCodeAt(0) - 97)))

/** The name itself in other letters. */
const letters: ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
  (name) => encoded(name[0] ?? '') + name.slice(1),
  everyLetter(encoded),
  everyLetter((letter) => encoded(letter.toUpperCase())),
  everyLetter((letter) => `%25${letter.charCodeAt(0).toString(16)}`),
  everyLetter((letter) => `%u00${letter.charCodeAt(0).toString(16)}`),
  everyLetter((letter) => `%25u00${letter.charCodeAt(0).toString(16)}`),
  // Full-width, in circles, mathematical.
  ...[0xff41, 0x24d0, 0x1d41a].map(from),
  // An accent, a joiner, a soft hyphen, a variation selector, an invisible filler.
  ...['%cc%84', '%e2%80%8d', '%c2%ad', '%ef%b8%8f', '%e3%85%a4'].map(inside),
]

/** Spellings of one path that some server takes for the path itself. */
export function spellingsOf(path: string): string[] {
  const segments = path.slice(1).split('/')
  const changed = (at: number, change: (name: string) => string) =>
    `/${segments.map((name, place) => (place === at ? change(name) : name)).join('/')}`
  const changes = [
    ...letters,
    ...behind.map((text) => (name: string) => name + text),
    ...before.map((text) => (name: string) => text + name),
  ]
  const single = segments.flatMap((_, at) => changes.map((change) => changed(at, change)))
  // In two places at once: each of the letters with each of the ends.
  const last = segments.length - 1
  const double = [(name: string) => name, ...letters].flatMap((change) =>
    [...behind, ...atTheEnd].map((text) => changed(last, (name) => change(name) + text)),
  )
  return [...new Set([path, ...single, ...double])]
}
