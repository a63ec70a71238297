import { session } from 'electron'
import type { Fetch } from '#adapters/updates/readFeed.ts'
import { updateProxyOf } from '#adapters/updates/updateProxy.ts'

/**
 * Fetches releases by Chromium's network, in a session of its own: the page's has no access to the network, and this one
 * keeps nothing.
 */
export function openUpdateSession(): Fetch {
  const updates = session.fromPartition('updates', { cache: false })
  return async (url, init) => {
    await updates.setProxy(updateProxyOf(url, process.env))
    return updates.fetch(url, init)
  }
}
