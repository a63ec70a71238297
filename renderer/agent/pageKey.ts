const name = 'page-key'

/**
 * The key that the calls of this page bring beside the session's cookie. A one-time link leads here with the key in the
 * fragment, which is taken out of the address at once. The page's storage is of this port alone, where a cookie goes to every
 * port of the machine (RFC 6265 §8.5). It is of this tab, too, unless the browser is remembered.
 */
export function takePageKey(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get(name)
  if (given !== null) {
    localStorage.removeItem(name)
    sessionStorage.setItem(name, given)
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(name) ?? localStorage.getItem(name) ?? ''
}

/** Has the key outlast this tab, or takes that back. */
export function keepPageKey(isRemembered: boolean): void {
  const key = takePageKey()
  sessionStorage.setItem(name, key)
  if (isRemembered) localStorage.setItem(name, key)
  else localStorage.removeItem(name)
}

/** After the session has ended. */
export function dropPageKey(): void {
  sessionStorage.removeItem(name)
  localStorage.removeItem(name)
}
