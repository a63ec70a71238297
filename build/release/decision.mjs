// What the next release says beside its packages: counter, floor, rings. None of it is taken from what the host shows
// without our signature, and none of it goes back.

import { loweredBy } from '#core/releases/lowered.ts'
import { compareVersions } from '#core/releases/version.ts'
import { maxCounterStep } from '#core/signing/bounds.ts'
import { checkBounds, demand } from './signing.mjs'

/**
 * @param kept what was decided last, from where the host cannot write; `undefined` before the first release
 * @param wanted what a person says now, each part of it optional
 * @returns what is to be signed, without version and dates
 */
export function decide(kept, wanted) {
  const counter = wanted.counter ?? (kept ? kept.counter + 1 : undefined)
  const rings = wanted.rings ?? kept?.rings
  demand(rings, 'Say which rings take the release: --ring NAME=PERCENT')
  demand(counter !== undefined, 'Say what was signed last: --after FILE, or --counter N for the very first release')
  const floor = wanted.floor ?? kept?.floor ?? '0.0.0'
  return { counter, floor, rings, urgent: wanted.urgent ?? false, days: wanted.days ?? 30 }
}

/**
 * The newest of two records of what was signed last: the one kept with the key or in the repository, and the published one,
 * whose signature was verified. Rings are the kept one's: what the host shows may be an older release.
 */
export function newestOf(kept, published) {
  if (!published) return kept
  if (!kept) return { ...published, rings: undefined }
  const step = published.counter - kept.counter
  demand(step <= maxCounterStep, `Counter ${published.counter} is published, and ${kept.counter} was signed last.`)
  return {
    counter: Math.max(kept.counter, published.counter),
    floor: higher(kept.floor, published.floor),
    version: higher(kept.version, published.version),
    releasedAt: Math.max(kept.releasedAt, published.releasedAt),
    rings: kept.rings,
  }
}

/** Refuses a release that tills would refuse, or that would undo an earlier one. @param before the newest so far */
export function checkAgainst(before, release, now) {
  checkBounds(release, before?.counter ?? 0, now)
  if (!before) return
  const { counter, releasedAt } = before
  demand(release.counter > counter, `The counter has to be above ${counter}, which was signed before.`)
  checkNotLowered(before, release, 'signed')
  demand(releasedAt <= release.releasedAt, 'The release before is dated later. Check the clock of this machine.')
}

/** @param how the one before was taken down, such as `signed` */
export function checkNotLowered(before, release, how) {
  const sentences = {
    floor: `The floor is ${before.floor} already, and is never lowered.`,
    version: `Version ${before.version} was ${how} before, and no till goes back to a lower one.`,
  }
  const lowered = loweredBy(release, before)
  demand(lowered === undefined, sentences[lowered])
}

/** @param words such as `pilot=100` */
export function ringsIn(words) {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, percent] = /^([^=]+)=(\d{1,3}(?:\.\d+)?)$/.exec(word) ?? []
      demand(name !== undefined, `"${word}" is no share of a ring, such as pilot=100.`)
      return [name, Number(percent)]
    }),
  )
}

function higher(a, b) {
  return compareVersions(a, b) > 0 ? a : b
}
