import type { DirectivesProblem } from '#contract/fleet/directives.ts'
import type { StoredHeadOffice } from '#core/settings/settings.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import { DocumentError, stillTrusted, type VerifiedDocument, verifyDocument } from '#core/signing/signedDocument.ts'
import { type Directives, directivesKind } from './directives.ts'

/** Why directives are not followed. */
export class DirectivesError extends Error {
  override readonly name = 'DirectivesError'
  readonly problem: DirectivesProblem
  /** For the log. */
  readonly detail: string

  constructor(problem: DirectivesProblem, detail = '') {
    super(problem)
    this.problem = problem
    this.detail = detail
  }
}

interface Known {
  keys: PublicKeys
  channel: string
  /** The newest that was believed here. */
  seen: StoredHeadOffice['seen']
  /** Wall clock. */
  now: number
}

/** Verifies directives as releases are verified: signature, channel, no rollback, within bounds, not expired. @throws DirectivesError */
export function verifyDirectives(bytes: Uint8Array, { keys, channel, seen, now }: Known): VerifiedDocument<Directives> {
  try {
    const known = { keys, last: stillTrusted(seen, keys), now }
    return verifyDocument(bytes, directivesKind, known, (its) => {
      if (its.channel !== channel) throw new DirectivesError('other-channel')
    })
  } catch (thrown) {
    if (thrown instanceof DocumentError) throw new DirectivesError(thrown.flaw, thrown.detail)
    throw thrown
  }
}
