import type { Language } from '#contract/setting.ts'

/** The URL of our page. A `file:` page could read the whole disk (standards.md 11, point 18). */
export const scheme = 'app'
export const host = 'bundle'
export const startPage = `${scheme}://${host}/`
/** @param language in place of the one that was chosen in the window, and of the system's */
export function startPageIn(language: Language | undefined): string {
  return language === undefined ? startPage : `${startPage}?language=${language}`
}

/** Shown when the page keeps crashing. */
export const crashedPage = `${startPage}crashed`

/** Whether a URL is on our page. Compares scheme and host, since Node's `origin` of a custom scheme is `null`. */
export function isOwn(url: string | undefined): boolean {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed?.protocol === `${scheme}:` && parsed.host === host
}
