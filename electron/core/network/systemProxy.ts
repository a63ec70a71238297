/** One way to an upstream. @property url of an HTTP proxy */
export type Way = { kind: 'direct' } | { kind: 'proxy'; url: URL }

/** `direct`, or the address of the proxy without a login. */
export function wayText(way: Way): string {
  return way.kind === 'direct' ? 'direct' : way.url.origin
}

/**
 * Which settings of the system were found.
 *
 * - `etc-environment`: `/etc/environment` of a Linux system
 * - `windows`: the Internet settings of the user · `winhttp`: those for services
 * - `chromium`: the network of Electron, which reads them all
 * - `none`: the system has no setting for a proxy
 */
export type ProxySource = 'gnome' | 'etc-environment' | 'windows' | 'winhttp' | 'macos' | 'chromium' | 'none'

/** @property ways in the order in which to try them; empty when the system names only what is no HTTP proxy */
export interface SystemWays {
  ways: readonly Way[]
  source: ProxySource
  /** Address of the PAC file that decided, without login and query. */
  pac?: string
  /** Why the PAC file could not be asked. The way is straight then, as in a browser. */
  problem?: 'pac-unreachable' | 'pac-broken'
}

/** What the operating system says about the way out. Never fails: what cannot be read is no setting. */
export interface SystemProxy {
  /** @param url of the upstream; scheme, host and port count */
  waysTo(url: string): Promise<SystemWays>
  /** The way led nowhere: others are tried before it for a while, and the settings are read anew. */
  failed(way: Way): void
}

/** A system without settings. */
export const noSystemProxy: SystemProxy = {
  waysTo: async () => ({ ways: [{ kind: 'direct' }], source: 'none' }),
  failed: () => {},
}
