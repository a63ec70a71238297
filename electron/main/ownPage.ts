/** Where our page is. Not `file:`, which would put the whole disk within its reach (standards.md 11, point 18). */
export const scheme = 'app'
export const host = 'bundle'
export const startPage = `${scheme}://${host}/`
/** Shown when the page cannot be kept alive. */
export const crashedPage = `${startPage}crashed`

/** Compared by its parts: of a scheme like ours, Node knows no `origin`. */
export function isOwn(url: string | undefined): boolean {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed?.protocol === `${scheme}:` && parsed.host === host
}
