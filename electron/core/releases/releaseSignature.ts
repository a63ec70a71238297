import type { SigningContext } from '#core/signing/signatures.ts'

/** Many times the size of a release, and little to hold in memory (attacks.md T58: endless data). */
export const maxSignedBytes = 64 * 1024

/** Signed in front of the release, so that a signature made for another purpose is not valid here. */
export const signingContext: SigningContext = 'till-agent release\n'
