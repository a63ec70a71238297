/** What a browser does before it lets a page from the network call this machine (docs/web-pos.md 3). */
export interface BrowserAsks {
  browser: string
  /** `unknown`: nobody has tried it, or its maker does not say. */
  asks: 'nothing' | 'once a site' | 'unknown'
  /** The permission as `navigator.permissions` names it; absent where there is none. */
  permission?: 'local-network-access' | 'loopback-network'
  /** The policies that this version knows, the narrower one first. */
  policies: string[]
}

const loopback = 'LoopbackNetworkAllowedForUrls'
const local = 'LocalNetworkAccessAllowedForUrls'

/** @param userAgent as the browser sends it */
export function browserAsks(userAgent: string): BrowserAsks {
  const [, chromium] = /(?:Chrome|Chromium)\/(\d{1,4})/.exec(userAgent) ?? []
  if (chromium !== undefined)
    return chromiumAsks(userAgent.includes('Edg/') ? 'Edge' : 'Chrome or Chromium', Number(chromium))
  if (userAgent.includes('Firefox/')) return { browser: 'Firefox', asks: 'unknown', policies: [] }
  if (userAgent.includes('Safari/')) return { browser: 'Safari', asks: 'unknown', policies: [] }
  return { browser: 'another browser', asks: 'unknown', policies: [] }
}

function chromiumAsks(name: string, version: number): BrowserAsks {
  const browser = `${name} ${version}`
  if (version < 142) return { browser, asks: 'nothing', policies: version < 139 ? [] : [local] }
  const permission = version < 145 ? 'local-network-access' : 'loopback-network'
  return { browser, asks: 'once a site', permission, policies: version < 146 ? [local] : [loopback, local] }
}
