import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folders = ['electron', 'words', 'simulator', 'renderer', 'clients', 'fleet', 'test', 'build', 'docs']
const isText = (file: string) => /\.(?:tsx?|[cm]?js|md|json|ya?ml|css|html|lua|sh|nsh|service|desktop)$/.test(file)

const texts = new Map(
  ['', ...folders.filter((folder) => existsSync(join(root, folder)))]
    .flatMap((folder) => filesIn(folder))
    // Not this file: its examples lead nowhere.
    .filter((file) => isText(file) && file !== 'package-lock.json' && join(root, file) !== import.meta.filename)
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
)
const pages = new Map([...texts].filter(([file]) => file.endsWith('.md')))

interface Citation {
  /** File name without `.md`. */
  page: string
  /** `5.4`, or `T50`. */
  section: string
}

const section = String.raw`(?:T\d{2}|\d+(?:\.\d+)*)(?!\w)`
const between = '(?:, (?:and )?| and |–|-)'
const citation = new RegExp(
  String.raw`(?<![\w-])(?<page>[a-z][a-z-]*)\.md,? (?<sections>${section}(?:${between}${section})*)`,
  'g',
)

/** Every section a text cites. Of a range, both ends. */
function citationsIn(text: string): Citation[] {
  return [...unwrapped(text).matchAll(citation)].flatMap(({ groups }) =>
    (groups?.sections ?? '').split(new RegExp(between)).map((cited) => ({ page: groups?.page ?? '', section: cited })),
  )
}

/** The text on one line, without the marks that begin the lines of a comment: a citation may be wrapped. */
function unwrapped(text: string): string {
  return text.replaceAll(/\s*\n\s*(?:\/\/|\*(?!\/)|#)?\s*/g, ' ')
}

/** The sections of a page: its numbered headings, and table rows that go on from the heading above them, as 3.7 below 3. */
function sectionsOf(markdown: string): Set<string> {
  const sections = new Set<string>()
  let above = ''
  for (const line of linesOf(markdown)) {
    const heading = /^#{1,6} (T\d{2}|\d+(?:\.\d+)*)(?=[.:]? |[.:]?$)/.exec(line)?.[1]
    if (heading) above = heading
    const attack = /^\| *(T\d{2})\b/.exec(line)?.[1]
    const row = /^\| *(\d+(?:\.\d+)+) *\|/.exec(line)?.[1]
    for (const found of [heading, attack, row?.startsWith(`${above}.`) ? row : undefined])
      if (found) sections.add(found)
  }
  return sections
}

/** Lines outside fenced code. */
function linesOf(markdown: string): string[] {
  return markdown.replaceAll(/^(```+|~~~+).*?^\1/gms, '').split('\n')
}

function isFound({ page, section }: Citation, pages: ReadonlyMap<string, string>): boolean {
  const candidates = [`docs/reference/${page}.md`, `docs/${page}.md`]
  return candidates.some((file) => sectionsOf(pages.get(file) ?? '').has(section))
}

/** The pages a text names, whether with a section or without. */
function pagesNamedIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w/.-])(?:docs\/)?(?:reference\/)?([a-z][a-z-]*\.md)\b/g)].map(
    ([, name]) => name ?? '',
  )
}

/** Citations of an agreement that is not in the repository: the comment has to give the reason itself. */
function agreementsCitedIn(text: string): string[] {
  return [...unwrapped(text).matchAll(/\bdesign,? (?:section |§ ?)?\d+(?:\.\d+)*/gi)].map(([cited]) => cited)
}

/** Targets of links and pictures that lead to a place in the repository. */
function linksIn(markdown: string): string[] {
  const prose = linesOf(markdown)
    .join('\n')
    .replaceAll(/`[^`\n]*`/g, '')
  const inline = prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)
  const defined = prose.matchAll(/^\[[^\]]+\]: *(\S+)/gm)
  const tags = prose.matchAll(/<(?:img|a)\b[^>]*?(?:src|href)="([^"]+)"/g)
  return [...inline, ...defined, ...tags]
    .map(([, to]) => to ?? '')
    .filter((to) => !/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(to))
}

/** The names GitHub gives to a page's headings. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>()
  for (const line of linesOf(markdown)) {
    const title = /^#{1,6} +(.*?)[ #]*$/.exec(line)?.[1]
    if (title === undefined) continue
    const plain = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const name = plain.replaceAll(/[^\p{L}\p{M}\p{N}_ -]/gu, '').replaceAll(' ', '-')
    let unique = name
    for (let again = 1; anchors.has(unique); again += 1) unique = `${name}-${again}`
    anchors.add(unique)
  }
  return anchors
}

/** @param file path of the page that holds the link, from the root of the repository */
function leadsSomewhere(
  file: string,
  link: string,
  pages: ReadonlyMap<string, string>,
  exists: (path: string) => boolean,
) {
  const [path = '', anchor] = decodeURIComponent(link).split('#')
  const target = path === '' ? file : posix.join(posix.dirname(file), path)
  if (target.startsWith('..') || !exists(target)) return false
  const page = pages.get(target)
  return !anchor || (page !== undefined && anchorsOf(page).has(anchor))
}

/** @param folder '' for the root, of which the files alone are meant */
function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: folder !== '' })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
}

describe('in this repository', () => {
  const cited = [...texts].flatMap(([file, text]) => citationsIn(text).map((found) => ({ file, ...found })))
  const links = [...pages].flatMap(([file, text]) => linksIn(text).map((link) => ({ file, link })))

  test('there are citations and links to look at', () => {
    expect(cited.length).toBeGreaterThanOrEqual(100)
    const citing = new Set(cited.map(({ file }) => file.split('/')[0]))
    expect([...citing]).toEqual(expect.arrayContaining(['electron', 'simulator', 'test', 'docs']))
    expect(links.length).toBeGreaterThanOrEqual(15)
  })

  test('every citation leads to a section', () => {
    expect(cited.filter((found) => !isFound(found, pages))).toEqual([])
  })

  test('every page that is named exists', () => {
    const named = [...texts].flatMap(([file, text]) => pagesNamedIn(text).map((name) => ({ file, name })))
    const isThere = (name: string) => ['docs/reference/', 'docs/', ''].some((folder) => pages.has(folder + name))
    expect(named.filter(({ name }) => !isThere(name))).toEqual([])
  })

  test('reasons are given, instead of an agreement that is not here', () => {
    const found = [...texts].flatMap(([file, text]) => agreementsCitedIn(text).map((text) => ({ file, text })))
    expect(found).toEqual([])
  })

  test('every link leads to a file, and to a heading of it', () => {
    const exists = (path: string) => existsSync(join(root, path))
    expect(links.filter(({ file, link }) => !leadsSomewhere(file, link, pages, exists))).toEqual([])
  })

  test('the index of the reference sheets has all of them', () => {
    const sheets = filesIn('docs/reference').map((file) => posix.basename(file))
    const listed = linksIn(pages.get('docs/reference/README.md') ?? '')
    expect(sheets.filter((sheet) => sheet !== 'README.md' && !listed.includes(sheet))).toEqual([])
  })
})

describe('a citation', () => {
  test.each([
    ['one section', 'sheet.md 5.4', ['5.4']],
    ['in a sentence', 'As said (sheet.md 5.4). Then', ['5.4']],
    ['at its end', 'sheet.md 5. 604 follows', ['5']],
    ['an attack', 'sheet.md T50', ['T50']],
    ['behind a comma', 'docs/sheet.md, T50', ['T50']],
    ['several', 'sheet.md 2, 3.1 and 9: the first', ['2', '3.1', '9']],
    ['a range', 'sheet.md T05–T09', ['T05', 'T09']],
    ['with more behind', 'sheet.md 3, flow 2, and 4 more', ['3']],
    ['wrapped', ' * (sheet.md\n   * 5.4, T50)', ['5.4', 'T50']],
    ['wrapped in a line comment', '// sheet.md\n// 5.4', ['5.4']],
  ])('of %s is read', (_, text, sections) => {
    expect(citationsIn(text)).toEqual(sections.map((section) => ({ page: 'sheet', section })))
  })

  test.each(['[a sheet](sheet.md)', 'canaries.md5', 'sheet.md has 5 sections', 'sheet.md 3rd'])(
    'is not in "%s"',
    (text) => {
      expect(citationsIn(text)).toEqual([])
    },
  )

  const sheet =
    '# Sheet\n\n## 3. Calls\n\n| § | call |\n|---|---|\n| 3.7 | a |\n| 8.1 | b |\n| 404 | c |\n\n### 3.8 Refresh\n\n```\n## 5\n```\n\n| T07 origins | d |\n'

  test.each([['3'], ['3.7'], ['3.8'], ['T07']])('of %s leads to a section', (section) => {
    const pages = new Map([['docs/reference/sheet.md', sheet]])
    expect(isFound({ page: 'sheet', section }, pages)).toBe(true)
    expect(isFound({ page: 'sheet', section }, new Map([['docs/sheet.md', sheet]]))).toBe(true)
    expect(isFound({ page: 'other', section }, pages)).toBe(false)
  })

  test.each([['3.70'], ['3.1'], ['8.1'], ['404'], ['5'], ['T08']])('of %s leads nowhere', (section) => {
    expect(isFound({ page: 'sheet', section }, new Map([['docs/reference/sheet.md', sheet]]))).toBe(false)
  })
})

test('a page is found by its name', () => {
  const text = 'reference/one.md, docs/two.md; (three.md). other/four.md, canaries.md5'
  expect(pagesNamedIn(text)).toEqual(['one.md', 'two.md', 'three.md'])
})

test.each(['design 4.1', 'Design 12', 'design section 2', '(design 7; more)', '* the design\n * 10'])(
  'an agreement is found in "%s"',
  (text) => {
    expect(agreementsCitedIn(text)).toHaveLength(1)
  },
)

test('a design without a number is a word like any other', () => {
  expect(agreementsCitedIn('by design. 4 of them; designed 2 ways')).toEqual([])
})

describe('a link', () => {
  const pages = new Map([
    ['docs/a.md', '# A\n\n## Two & three: `four`\n\n## Again\n\n## Again\n'],
    ['README.md', '# Top\n'],
  ])
  const exists = (path: string) => pages.has(path) || path === 'docs/pictures/x.png'

  test('is found wherever it stands, unless it leads outside or is code', () => {
    const text =
      '[a](a.md) ![x](pictures/x.png "X") `[no](no.md)` [web](https://a.example)\n```\n[no](no.md)\n```\n<img src="b.png">\n\n[c]: c.md\n'
    expect(linksIn(text)).toEqual(['a.md', 'pictures/x.png', 'c.md', 'b.png'])
  })

  test.each(['a.md', '../README.md#top', 'pictures/x.png', '#again-1', 'a.md#two--three-four'])(
    'to %s is good',
    (link) => {
      expect(leadsSomewhere('docs/a.md', link, pages, exists)).toBe(true)
    },
  )

  test.each(['b.md', 'README.md', '../../README.md', '#again-2', '../README.md#bottom', 'pictures/x.png#top'])(
    'to %s is broken',
    (link) => {
      expect(leadsSomewhere('docs/a.md', link, pages, exists)).toBe(false)
    },
  )
})
