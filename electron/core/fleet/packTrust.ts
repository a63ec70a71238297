import type { PackTrust } from '#contract/fleet/fleet.ts'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { StoredEnrolment } from '#core/settings/settings.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import {
  DocumentError,
  type DocumentFlaw,
  openEnvelope,
  stillTrusted,
  type VerifiedDocument,
  verifyDocument,
} from '#core/signing/signedDocument.ts'
import { fingerprintOf, keysById } from './headOfficeKeys.ts'
import { Pack, packKind } from './pack.ts'

export interface TrustedPack extends VerifiedDocument<Pack> {
  trust: PackTrust
  /** The key that signed it. */
  key: string
}

interface Known {
  /** Of head office, as this till knows them; none before its first pack. */
  keys: PublicKeys
  last: StoredEnrolment['last']
  /** Wall clock. */
  now: number
}

/**
 * Verifies a pack: signature, no rollback, within bounds, not expired, not used before. A till that knows no key takes the
 * word of the pack for its keys: `trust` is `new` then, and a person has to compare the fingerprint.
 *
 * @throws Fault `PACK_INVALID` · `PACK_KEY_UNKNOWN` · `PACK_EXPIRED` · `PACK_SUPERSEDED`
 */
export function verifyPack(bytes: Uint8Array, { keys, last, now }: Known): TrustedPack {
  const isNew = Object.keys(keys).length === 0
  const believed = isNew ? namedKeys(bytes) : keys
  try {
    const verified = verifyDocument(bytes, packKind, { keys: believed, last: stillTrusted(last, believed), now })
    const { digest, keyIds } = verified.trusted
    if (digest === last?.digest) throw new Fault('PACK_SUPERSEDED', 'This till has already used this pack.')
    return { ...verified, trust: isNew ? 'new' : 'known', key: believed[keyIds[0] ?? ''] ?? '' }
  } catch (thrown) {
    if (thrown instanceof DocumentError) throw packFault(thrown.flaw)
    throw thrown
  }
}

/** The keys that a pack names, which is what it is compared with when the till knows none. */
function namedKeys(bytes: Uint8Array): PublicKeys {
  try {
    const { keys = [] } = Pack.pick({ keys: true })
      .loose()
      .parse(parseJson(openEnvelope(bytes, packKind).text))
    return keysById(keys)
  } catch {
    throw packFault('malformed')
  }
}

/** The key that signed it has yet to be confirmed by a person. */
export function unconfirmed(key: string): Fault<'PACK_KEY_UNKNOWN'> {
  const fingerprint = fingerprintOf(key)
  return new Fault(
    'PACK_KEY_UNKNOWN',
    `This till has no key of head office yet. This pack is signed by ${fingerprint}.`,
    { fingerprint },
    'Compare this with what head office gave you. If it is the same, say so: --fingerprint with these digits, or the button in the window.',
  )
}

function packFault(flaw: DocumentFlaw): Fault {
  switch (flaw) {
    case 'key-unknown':
      return new Fault('PACK_KEY_UNKNOWN', undefined, {})
    case 'tampered':
      return new Fault('PACK_INVALID', 'This pack was changed after head office signed it.')
    case 'too-large':
      return new Fault('PACK_INVALID', 'This file is larger than any pack.')
    case 'malformed':
      return new Fault('PACK_INVALID')
    case 'out-of-bounds':
      return new Fault('PACK_INVALID', 'This pack is valid for longer than any pack may be.')
    case 'rolled-back':
      return new Fault('PACK_SUPERSEDED')
    case 'dated-ahead':
      return new Fault('PACK_EXPIRED', 'This pack is dated in the future.')
    case 'expired':
      return new Fault('PACK_EXPIRED', 'This pack has expired.')
  }
}
