// What the next release will say, decided and reviewed before it is built: electron/core/releases/releasePlan.json.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { demand } from './signing.mjs'

export const planFile = fileURLToPath(new URL('../../electron/core/releases/releasePlan.json', import.meta.url))
/** One for each kind of machine, named as electron-builder names them. */
export const channels = ['latest', 'latest-mac', 'latest-linux', 'latest-linux-arm64']

/** The plan of a channel. That it was never published is for a person to say: an answer of the host is no proof of it. */
export function planFor(file, channel, isPublished) {
  const { first, ...planned } = JSON.parse(readFileSync(file, 'utf8'))
  demand(planned.counter > 0, 'Nothing is planned yet: npm run release:plan')
  const isFirst = first.includes(channel)
  demand(isFirst || isPublished, `Nothing of ${channel} is published. If it never was: release:plan --first ${channel}`)
  demand(!isFirst || !isPublished, `${channel} is published, and the plan says that it never was.`)
  return planned
}
