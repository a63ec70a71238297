import { session } from 'electron'
import { createResolvedProxy } from '#adapters/systemProxy/systemProxy.ts'
import type { SystemProxy } from '#core/network/systemProxy.ts'

/** The system's proxy as Chromium reads it, PAC files included: in a session of its own, as the page's has no network. */
export function chromiumProxy(): SystemProxy {
  const asked = session.fromPartition('system-proxy', { cache: false })
  return createResolvedProxy(async (url) => {
    await asked.setProxy({ mode: 'system' })
    // What changed in the settings counts at once.
    await asked.forceReloadProxyConfig()
    return asked.resolveProxy(url)
  })
}
