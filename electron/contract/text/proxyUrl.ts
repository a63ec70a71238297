import { withoutOddEdges } from './pastedText.ts'

const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * The address of a proxy, as a setting or a variable of the environment holds it: without a scheme it is an HTTP proxy, as
 * other programs read it. Its login is the URL's user information.
 *
 * @returns `undefined` for what is no HTTP proxy's address: SOCKS, the address of a PAC file, a login that is not encoded or has
 *   no user name
 */
export function readProxyUrl(text: string): URL | undefined {
  const trimmed = withoutOddEdges(text)
  const whole = withScheme.test(trimmed) ? trimmed : `http://${trimmed}`
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  const isProxy = /^https?:$/.test(url.protocol) && url.pathname === '/' && !/[?#]/.test(whole) && isReadableLogin(url)
  return isProxy ? url : undefined
}

/** User name and password of a proxy as they are, not encoded. `undefined` where the address has no user name. */
export function proxyLoginOf({ username, password }: URL): { user: string; password: string } | undefined {
  if (username === '' && password === '') return undefined
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
}

/** The address of a proxy without its password, which nobody needs to read. */
export function withoutProxyPassword({ protocol, username, host }: URL): string {
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}`
}

/** The address as it is kept: `URL` ends it with a slash. */
export function proxyText({ href }: URL): string {
  return href.endsWith('/') ? href.slice(0, -1) : href
}

function isReadableLogin(url: URL): boolean {
  try {
    return proxyLoginOf(url)?.user !== ''
  } catch {
    return false
  }
}
