import type { PublicKeys } from '#core/signing/signatures.ts'
import plan from './releasePlan.json' with { type: 'json' }

/**
 * The keys whose releases this build trusts, by key id. `npm run release:key` makes a pair and prints the line to add
 * here. Without a key no update is ever installed.
 */
export const releaseKeys: PublicKeys = {}

/** Of the release that this build is made for. A till that has seen no release yet trusts none before that one. */
export const minReleaseCounter = plan.counter
