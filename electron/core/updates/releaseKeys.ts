import type { ReleaseKeys } from './signedRelease.ts'

/**
 * Whose releases this build believes, by key id. `npm run release:key` makes a pair and prints the line. While there is
 * none, no update is ever installed.
 */
export const releaseKeys: ReleaseKeys = {}
