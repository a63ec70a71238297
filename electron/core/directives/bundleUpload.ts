import type { Bundle } from '#contract/reports/bundle.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Random } from '#core/base/random.ts'
import { sealBundle } from '#core/fleet/sealedBundle.ts'
import type { Network } from '#core/network/network.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { type BundleAsk, mayReceiveBundles, type TryResult, uploadAddress, uploadResult } from './askRules.ts'

export interface BundleUploadDeps {
  settings: SettingsStore
  network: Pick<Network, 'http'>
  clock: Clock
  random: Random
  /** @throws Fault `NOT_SUPPORTED` where the host packs no files */
  makeBundle(): Promise<Bundle>
}

/**
 * Makes a support bundle, seals it to head office and sends it, by the proxy of the machine.
 *
 * @param feed address of the releases @param gone ends it, as a silence
 * @throws Fault `NOT_SUPPORTED` · `UPSTREAM_UNREACHABLE` when the machine's setting for a proxy cannot be read
 */
export async function uploadBundle(
  ask: BundleAsk,
  feed: string,
  deps: BundleUploadDeps,
  gone: AbortSignal,
): Promise<TryResult> {
  const { settings, network, clock, random, makeBundle } = deps
  const { installation, fleet } = settings.read()
  // Asked at each try: the setting may be another by now.
  if (!mayReceiveBundles(ask.uploadTo, feed, fleet?.bundleHosts))
    return { outcome: 'refused', reason: 'HOST_NOT_ALLOWED' }
  const bundle = await makeBundle()
  const { id, till, sealTo } = ask
  const about = { format: 1, ask: id, till, installation, madeAt: clock.now(), fileName: bundle.fileName } as const
  const { origin, pathname, search } = uploadAddress(ask)
  const http = network.http({ baseUrl: origin, proxy: 'system' })
  return uploadResult(
    await http.request({
      method: 'PUT',
      path: pathname + search,
      headers: { 'Content-Type': 'application/json' },
      body: sealBundle(bundle, about, sealTo, random),
      gone,
    }),
  )
}
