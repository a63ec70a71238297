import { proxyRouteOf } from '#adapters/sockets/proxyChoice.ts'
import { sourceText } from '#core/network/unreachable.ts'
import { UpdateError } from '#core/releases/updateError.ts'

/** As Chromium's `setProxy` takes it. */
export type UpdateProxy = { mode: 'system' } | { mode: 'fixed_servers'; proxyRules: string }

/**
 * The proxy on the way to a release, read as for upstreams with `"proxy": "system"`. Where the environment names none,
 * Chromium knows the system's own, PAC included.
 *
 * @throws UpdateError `FEED_UNREACHABLE` when it cannot be read
 */
export function updateProxyOf(url: string, env: NodeJS.ProcessEnv): UpdateProxy {
  const choice = proxyRouteOf({ baseUrl: url, proxy: 'system' }, env)
  if (choice.kind === 'unreadable')
    throw new UpdateError('FEED_UNREACHABLE', `${sourceText(choice.source)} is no address of an HTTP proxy`)
  return choice.kind === 'proxy' ? { mode: 'fixed_servers', proxyRules: choice.url.origin } : { mode: 'system' }
}
