import { hash } from 'node:crypto'

/** What the page says, in one language. */
export interface NoSessionWords {
  /** BCP 47. */
  language: string
  direction: 'ltr' | 'rtl'
  title: string
  remedy: string
  /** Stands before the command that makes a link. */
  command: string
  remember: string
}

/** @param preferred languages of the browser, BCP 47, the best one first */
export type NoSessionWordsFor = (preferred: readonly string[]) => Promise<NoSessionWords>

const style = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif }
body { min-height: 100vh; margin: 0; display: grid; place-items: center; color: light-dark(#1f2a30, #e9ecef); background: light-dark(#f8f9fa, #1a1b1e) }
main { box-sizing: border-box; width: min(44rem, 100%); padding: clamp(1rem, 5vw, 2.5rem); text-align: center }
svg { width: 4rem; height: 4rem }
h1 { margin: 1rem 0 0.5rem; font-size: 1.5rem; line-height: 1.25 }
p { margin: 0.75rem 0; overflow-wrap: anywhere }
.later { color: light-dark(#495057, #b0b8bf) }
code { padding: 0.125rem 0.5rem; border-radius: 0.25rem; background: light-dark(#e9ecef, #3b3b3b); unicode-bidi: isolate }
`

/** The product's own, as in the window's header. */
const icon = `<svg viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="14" fill="#0b7285"/><path d="M18 30v-6a14 14 0 0 1 28 0v6" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/><rect x="12" y="28" width="40" height="26" rx="6" fill="#fff"/><path d="M23 41l6 6 12-12" fill="none" stroke="#0b7285" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/**
 * The page for a browser without a session, whatever it asked for: as the window looks that was signed out, in the language of the
 * browser. It reveals nothing of the till, its version or its store (attacks.md T16).
 */
export function noSessionPage({ language, direction, title, remedy, command, remember }: NoSessionWords): string {
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Till Agent</title>
<style>${style}</style>
</head>
<body>
<main>
${icon}
<h1>${escaped(title)}</h1>
<p>${escaped(remedy)}</p>
<p>${escaped(command)} <code dir="ltr">till-agent ui</code></p>
<p class="later">${escaped(remember)}</p>
</main>
</body>
</html>
`
}

/** Admits the page's one style, by its digest, and nothing else. */
export const noSessionPolicy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** No browser lists more; what is no tag is passed over where a language is chosen. */
const maxLanguages = 20

/** The languages of `Accept-Language`, in the order of their weights (RFC 9110 12.5.4). */
export function preferredLanguages(header: string | undefined): string[] {
  const ranges = (header ?? '').split(',', maxLanguages).map((range) => {
    const [tag = '', weight = ''] = range.split(';')
    const q = /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(weight)?.[1]
    return { tag: tag.trim(), weight: q === undefined ? 1 : Number(q) }
  })
  return ranges
    .filter(({ tag, weight }) => /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(tag) && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
