import { en } from '#words/en/en.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Around every text: a text on the screen without it is no catalogue's, and one without its end is cut. */
const opening = '⟦'
const closing = '⟧'

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'ê', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ' },
  ...{ n: 'ñ', o: 'ô', p: 'þ', q: 'ʠ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
}

/** Words are longer in other languages, the more so the shorter they are (W3C, text size in translation). */
function lengthFactor({ length }: string): number {
  return length <= 10 ? 2 : length <= 30 ? 1.6 : 1.35
}

const padding = ['þļûš', 'ŵôŕðš', 'ĥêŕê', 'ţô', 'ƒîļļ']

/** A text in letters with accents, and as long as a long translation. Placeholders stay. */
export function pseudoText(text: string): string {
  if (text === '') return text
  const accented = text
    .split(/(\{\{[^}]*\}\})/)
    .map((part) => (part.startsWith('{{') ? part : part.replace(/[a-z]/g, (letter) => accents[letter] ?? letter)))
    .join('')
  const words: string[] = []
  for (let more = text.length * lengthFactor(text) - text.length; more > 0; ) {
    const word = padding[words.length % padding.length] ?? ''
    words.push(word)
    more -= word.length + 1
  }
  return `${opening}${[accented, ...words].join(' ')}${closing}`
}

const forms = ['zero', 'one', 'two', 'few', 'many', 'other']

/** The English catalogue in a language that nobody speaks, with all plural forms there are. */
export function pseudoCatalogue(tree: Tree = en): Tree {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]): [string, string | Tree][] => {
      if (typeof value !== 'string') return [[key, pseudoCatalogue(value)]]
      if (!key.endsWith('_other')) return [[key, pseudoText(value)]]
      const stem = key.slice(0, -'other'.length)
      return forms.map((form) => [stem + form, pseudoText(value)])
    }),
  )
}

/** Runs in the page. Texts that no catalogue has, besides names, codes and what the agent says in English. */
export function unwordedHere(): string[] {
  const data = 'bdi, code, time, [lang], option, svg, table td, script, style'
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode
    const text = (textContent ?? '').trim()
    const isData = parentElement?.closest(data) ?? false
    if (!isData && /[A-Za-z]{2}/.test(text) && !/[⟦⟧]/.test(text) && text !== 'Till Agent')
      found.push(`unworded: "${text}"`)
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    const labels = ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? '')
    for (const label of labels)
      if (/[A-Za-z]{2}/.test(label) && !label.includes('⟦') && !element.closest(data))
        found.push(`unworded: "${label}"`)
  }
  return [...new Set(found)]
}
