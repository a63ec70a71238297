import type { UpdateProblemCode } from '#contract/update.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import {
  DocumentError,
  type DocumentFlaw,
  type DocumentKind,
  type LastTrusted,
  verifyDocument,
} from '#core/signing/signedDocument.ts'
import { Release } from './release.ts'
import { maxSignedBytes, signingContext } from './releaseSignature.ts'
import { UpdateError } from './updateError.ts'

export interface Trust {
  keys: PublicKeys
  /** Of this machine. A release for another channel is refused. */
  channel: string
  /** Of the release that this build was made for: not even a till that has seen none trusts an older one. */
  minCounter?: number
}

/** The newest release that was ever trusted here: an older one is refused from then on. */
export interface LastTrustedRelease extends LastTrusted {
  floor: string
}

const kind: DocumentKind<Release> = {
  ...{ name: 'release', context: signingContext },
  ...{ schema: Release, maxBytes: maxSignedBytes },
}

const codes: Record<DocumentFlaw, UpdateProblemCode> = {
  'too-large': 'RELEASE_TOO_LARGE',
  malformed: 'RELEASE_MALFORMED',
  'key-unknown': 'RELEASE_KEY_UNKNOWN',
  tampered: 'RELEASE_TAMPERED',
  'rolled-back': 'RELEASE_ROLLED_BACK',
  'dated-ahead': 'RELEASE_DATED_AHEAD',
  'out-of-bounds': 'RELEASE_OUT_OF_BOUNDS',
  expired: 'RELEASE_EXPIRED',
}

/**
 * Verifies a signed release: signature, channel, no rollback, within bounds, not expired.
 *
 * @param last refuses whatever is older
 * @param now wall clock
 * @returns the release, and what to remember as the next `last`
 * @throws UpdateError `RELEASE_TOO_LARGE` · `RELEASE_MALFORMED` · `RELEASE_KEY_UNKNOWN` · `RELEASE_TAMPERED` ·
 * `RELEASE_OF_OTHER_CHANNEL` · `RELEASE_ROLLED_BACK` · `RELEASE_DATED_AHEAD` · `RELEASE_OUT_OF_BOUNDS` · `RELEASE_EXPIRED`
 */
export function verifySignedRelease(
  bytes: Uint8Array,
  { keys, channel, minCounter }: Trust,
  last: LastTrustedRelease | undefined,
  now: number,
): { release: Release; trusted: LastTrustedRelease } {
  try {
    const { document: release, trusted } = verifyDocument(bytes, kind, { keys, minCounter, last, now }, (its) => {
      if (its.channel !== channel) throw new UpdateError('RELEASE_OF_OTHER_CHANNEL')
    })
    return { release, trusted: { ...trusted, floor: release.floor } }
  } catch (thrown) {
    if (thrown instanceof DocumentError) throw new UpdateError(codes[thrown.flaw], thrown.detail)
    throw thrown
  }
}
