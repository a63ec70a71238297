import type { Mount } from '#core/scheme/mount.ts'

/** Of the Authentication API (scayle.md 1). */
export const authRoot = '/v1'

/** SCAYLE's own host, named without the version that is part of the documented base URL. */
export function withVersion(baseUrl: string): string {
  const { origin, pathname, hostname } = new URL(baseUrl)
  return authHost.test(hostname) && pathname === '/' ? origin + authRoot : baseUrl
}

/**
 * What a request's path had before its route beyond the base URL: the version, where the base URL leaves it out and the
 * client does not. The agent's own calls have it then, too.
 */
export function versionIn(path: string, baseUrl: string): string {
  const { pathname } = new URL(baseUrl)
  const below = pathname === '/' ? path : path.slice(pathname.length)
  return below.startsWith(`${authRoot}/`) ? authRoot : ''
}

/** The version, where the base URL leaves it out. */
export function rootOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.endsWith(authRoot) ? '' : authRoot
}

/** Sends a browser on to an identity provider (scayle.md 3.13). */
export function browserRedirectUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/$/, '')}${rootOf(baseUrl)}/auth/external/redirect`
}

/** Below this path of the upstream is the Customer Account API, which has a host of its own (scayle.md 7). */
export const accountPath = '/account'
const accountRoot = '/api'

const authHost = /^([a-z0-9-]+)\.auth\.scayle\.cloud$/

/** @param accountBaseUrl derived from SCAYLE's own names of hosts where it is not given (scayle.md 1) */
export function accountMount(accountBaseUrl: string | undefined, baseUrl: string): Mount {
  const tenantSpace = authHost.exec(new URL(baseUrl).hostname)?.[1]
  const derived = tenantSpace === undefined ? undefined : `https://${tenantSpace}.checkout.api.scayle.cloud`
  const known = accountBaseUrl ?? derived
  const whole = known === undefined || known.endsWith(accountRoot) ? known : known + accountRoot
  return { path: accountPath, baseUrl: whole, setting: 'accountBaseUrl', rootPath: accountRoot }
}
