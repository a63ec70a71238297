import type { PackView } from '#contract/fleet/fleet.ts'
import { withoutControls } from '#host/terminal/output.ts'

/** A pack in sentences. */
export function packText(view: PackView): string {
  const {
    till,
    counter,
    releasedAt,
    expiresAt,
    fingerprint,
    sealedTo,
    triesLeft,
    upstreams,
    clients,
    drops,
    settings,
  } = view
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const tries = triesLeft === undefined ? '' : `, ${triesLeft} tries left`
  return [
    `Pack ${counter} for ${till}, of ${day(releasedAt)}, to be used until ${day(expiresAt)}`,
    `Signed by: ${fingerprint}`,
    `Opens with: ${sealedTo === 'code' ? `its code${tries}` : 'the till’s own key'}`,
    ...upstreams.map(({ id, scheme, baseUrl }) => `Upstream ${id}: ${scheme}${baseUrl && ` at ${baseUrl}`}`),
    ...clients.map(({ id, name }) => `Client ${id}: ${name}`),
    ...drops.map(({ name, folder, to }) => `Folder ${name}: ${folder} to ${to}`),
    ...(settings.length > 0 ? [`Settings: ${settings.join(', ')}`] : []),
  ]
    .map(withoutControls)
    .join('\n')
}
