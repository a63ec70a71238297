import type { PackView } from '#contract/fleet/fleet.ts'
import { keysById } from '#core/fleet/headOfficeKeys.ts'
import { verifyPack } from '#core/fleet/packTrust.ts'
import { viewOf } from '#core/fleet/packView.ts'
import { readPackFile } from './packFile.ts'

/** @param keys public keys; without any, the pack is taken at its word for whose it is @throws Fault `PACK_…` · `FILE_UNREADABLE` */
export function inspectPack(path: string, keys: readonly string[]): PackView {
  const known = { keys: keysById(keys), last: undefined, now: Date.now() }
  return viewOf(verifyPack(Buffer.from(readPackFile(path)), known))
}
