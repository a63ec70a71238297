/** What a person chose for this window: its language, its colours, its keyboard. Nothing about the till or a customer. */
export type Preference = 'language' | 'colours' | 'keyboard'

/** Browsers keep a cookie no longer (RFC 6265bis). */
const lifetimeSeconds = 400 * 86_400

/**
 * In a browser the choice is in a cookie: each new link has the browser clear the storage of the page, where a program that had the
 * port before may have left a service worker. The app knows no cookies, and keeps it in storage.
 */
export function storedPreference(name: Preference): string | undefined {
  const prefix = `${cookieNameOf(name)}=`
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith(prefix))
  return cookie?.slice(prefix.length) ?? localStorage.getItem(name) ?? undefined
}

/** @param value letters and hyphens */
export function storePreference(name: Preference, value: string): void {
  localStorage.setItem(name, value)
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API answers later, and the page begins in its language.
  document.cookie = `${cookieNameOf(name)}=${value}; SameSite=Strict; Path=/; Max-Age=${lifetimeSeconds}`
}

/** Browsers keep cookies by host and not by port, so two agents need two names. */
function cookieNameOf(name: Preference): string {
  return `till-agent-${name}-${location.port}`
}
