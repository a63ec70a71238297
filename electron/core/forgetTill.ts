import type { Drops } from './drops/drops.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { ManagerPin } from './settings/managerPin.ts'
import type { SettingsStore } from './settings/settings.ts'
import type { Upstreams } from './upstreams/upstreams.ts'

interface Deps {
  settings: SettingsStore
  upstreams: Pick<Upstreams, 'list' | 'remove'>
  drops: Pick<Drops, 'list' | 'remove'>
  outbox: Pick<Outbox, 'forget'>
  training: { stop(): Promise<unknown> }
  managerPin: Pick<ManagerPin, 'lockAll'>
  forgetSecrets(): Promise<unknown>
}

/**
 * Removes what a barred till must not have: clouds and folders with their secrets, the PIN, the agent's own keys, and what waits in
 * the outbox, which nobody could read without its key. Clients stay, so that they are told why.
 *
 * @throws the vault's and the settings' faults; what was done stays done
 */
export async function forgetTill(deps: Deps): Promise<void> {
  const { settings, upstreams, drops, outbox, training, managerPin, forgetSecrets } = deps
  await training.stop()
  for (const { id } of upstreams.list()) await upstreams.remove(id, true)
  for (const { name } of drops.list()) await drops.remove(name, true)
  await outbox.forget()
  await forgetSecrets()
  const { pin: _, shiftLeadPin: __, ...rest } = settings.read()
  settings.write(rest)
  managerPin.lockAll()
}
