import type { Release, ReleaseFile } from '#core/releases/release.ts'

/** A newer release that was trusted. */
export interface Offer {
  release: Release
  /** The package for this machine. */
  file: ReleaseFile
  /** SHA-256 of the release, hexadecimal. */
  digest: string
  /** The signed release as it was received: it is verified again before anything is installed. */
  signed: Uint8Array
}

/** How far the update is. */
export type Phase =
  | { step: 'off' | 'idle' | 'checking' | 'proving' | 'rolling-back' }
  | { step: 'available'; offer: Offer }
  | { step: 'downloading'; offer: Offer; bytes: number }
  | { step: 'ready'; offer: Offer; path: string }
  | { step: 'installing'; offer: Offer }

export function offerOf(phase: Phase): Offer | undefined {
  return 'offer' in phase ? phase.offer : undefined
}
