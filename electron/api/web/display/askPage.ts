import { hash } from 'node:crypto'
import { baseHeaders } from '#api/page/headers.ts'

/** What the page says, in one language. */
export interface DisplayWords {
  /** BCP 47. */
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  explain: string
  connect: string
  compare: string
  /** Why an earlier question led nowhere. */
  refused: string
  expired: string
  busy: string
}

/** @param preferred languages of the browser, BCP 47, the best one first */
export type DisplayWordsFor = (preferred: readonly string[]) => Promise<DisplayWords>

/** What a page that is not let in yet shows. */
export type AskStep =
  | { step: 'start'; problem?: 'refused' | 'expired' | 'busy' | undefined }
  | { step: 'waiting'; comparisonCode: string }

const style = `
:root { color-scheme: light dark; font: clamp(1rem, 2.5vw, 1.5rem)/1.5 system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; color: light-dark(#1d2930, #e9ecef); background: light-dark(#f5f8f9, #151f24) }
main { box-sizing: border-box; width: min(44rem, 100%); padding: clamp(1rem, 5vw, 2.5rem); text-align: center }
h1 { margin: 0 0 0.5rem; font-size: 1.5em; line-height: 1.25 }
p { margin: 0.75rem 0; overflow-wrap: anywhere }
output { display: block; font-size: clamp(2.5rem, 12vw, 6rem); font-weight: 700; font-variant-numeric: tabular-nums; unicode-bidi: isolate }
button { min-height: 3.5rem; padding: 0.5rem 2rem; border: 0; border-radius: 0.5rem; font: inherit; color: #fff; background: #0b7285; cursor: pointer }
button:focus-visible { outline: 3px solid light-dark(#0b7285, #6cb4c4); outline-offset: 2px }
`

/** How often the page asks whether somebody has decided. */
const refreshSeconds = 2

/**
 * The page of a browser that is no customer display yet: a button, then a code to compare. It has no script and reveals nothing of the
 * till, its version or its store (attacks.md T16).
 */
export function askPage(words: DisplayWords, shown: AskStep): string {
  const { language, direction, title, explain, connect, compare } = words
  const isWaiting = shown.step === 'waiting'
  const problem = shown.step === 'start' && shown.problem ? words[shown.problem] : undefined
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${isWaiting ? `<meta http-equiv="refresh" content="${refreshSeconds}; url=/display/">` : ''}
<title>${escaped(title)} · Till Agent</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${
  isWaiting
    ? `<p>${escaped(compare)}</p>\n<output dir="ltr">${escaped(shown.comparisonCode)}</output>`
    : `<p${problem === undefined ? '' : ' role="alert"'}>${escaped(problem ?? explain)}</p>\n<form method="post" action="/display/ask"><button>${escaped(connect)}</button></form>`
}
</main>
</body>
</html>
`
}

/** A form whose page tells no referrer says no origin either, and without one no POST is taken. */
export const askPageHeaders: Readonly<Record<string, string>> = {
  ...baseHeaders,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'Referrer-Policy': 'same-origin',
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
