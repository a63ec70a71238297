import { openConfSettings } from '../adapters/confSettings.ts'
import { createKeytarVault } from '../adapters/keytarVault.ts'
import type { ControlClient } from '../adapters/pipeClient.ts'
import { verificationAccount } from '../core/verificationSecrets.ts'
import type { Globals } from './globals.ts'
import { withControl } from './withControl.ts'

/** What the agent is in the middle of, in a few words each. */
export async function doingsAt(control: ControlClient): Promise<string[]> {
  const { upstreams } = await control.status()
  const requests = upstreams.reduce((sum, { activeRequests, waitingRequests: w }) => sum + activeRequests + w, 0)
  const verifications = (await control.verifications.open()).length
  return [
    ...(requests > 0 ? [`requests (${requests})`] : []),
    ...(verifications > 0 ? [`verifications (${verifications})`] : []),
  ]
}

/**
 * Everything that was set up, the secrets first, so that none is left that nobody knows of (attacks.md T35).
 *
 * @throws the keychain's faults; what is still there then can be forgotten by the next try
 */
export async function forgetAll(globals: Globals): Promise<string[]> {
  const forgotten = await withControl(globals, async (control) => {
    const upstreams = await control.upstreams.list()
    for (const { id } of upstreams) await control.upstreams.remove({ id, force: true })
    const clients = await control.clients.list()
    for (const { id } of clients) await control.clients.revoke({ id })
    return [...upstreams.map(({ id }) => `upstream ${id}`), ...clients.map(({ id }) => `client ${id}`)]
  })
  if (globals.vault !== 'memory') {
    const { installation } = openConfSettings(globals.dataDir).read()
    await createKeytarVault().remove(verificationAccount(installation))
  }
  return forgotten
}
