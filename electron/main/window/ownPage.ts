import type { Language } from '#contract/setting.ts'

/** The URL of our page. A `file:` page could read the whole disk (standards.md 11, point 18). */
export const scheme = 'app'
export const host = 'bundle'
export const startPage = `${scheme}://${host}/`
/** @param language in place of the one that was chosen in the window, and of the system's */
export function startPageIn(language: Language | undefined): string {
  return inLanguage(startPage, language)
}

/** Shown when the page keeps crashing. */
export const crashedPage = `${startPage}crashed`

const displayHost = 'customer'
/** The path is that of the browser UI, where the page finds its files. */
export const displayPath = '/display/'
/** The customer's screen: another origin, which shares no storage with the staff's page. */
export function displayPageIn(language: Language | undefined): string {
  return inLanguage(`${scheme}://${displayHost}${displayPath}`, language)
}

/** Whether a URL is on the staff's page. Compares scheme and host, since Node's `origin` of a custom scheme is `null`. */
export function isOwn(url: string | undefined): boolean {
  return isAt(url, host)
}

/** Whether it is on the page of the customer's screen. */
export function isOfDisplay(url: string | undefined): boolean {
  return isAt(url, displayHost)
}

function isAt(url: string | undefined, expected: string): boolean {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed?.protocol === `${scheme}:` && parsed.host === expected
}

function inLanguage(page: string, language: Language | undefined): string {
  return language === undefined ? page : `${page}?language=${language}`
}
