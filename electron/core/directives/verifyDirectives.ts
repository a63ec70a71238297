import type { DirectivesProblem } from '#contract/fleet/directives.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import {
  DocumentError,
  type LastTrusted,
  stillTrusted,
  type VerifiedDocument,
  verifyDocument,
} from '#core/signing/signedDocument.ts'
import { type Directives, directivesKind } from './directives.ts'
import type { Newest } from './newest.ts'

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
  /** The newest of the channel that was believed here. */
  newest: Newest | undefined
  /** Wall clock. */
  now: number
}

/** Verifies directives as releases are verified: signature, channel, no rollback, within bounds, not expired. @throws DirectivesError */
export function verifyDirectives(
  bytes: Uint8Array,
  { keys, channel, newest, now }: Known,
): VerifiedDocument<Directives> {
  try {
    const known = { keys, last: stillTrusted(newest, keys), now }
    return verifyDocument(bytes, kindAfter(known.last), known, (its) => {
      if (its.channel !== channel) throw new DirectivesError('other-channel')
    })
  } catch (thrown) {
    if (thrown instanceof DocumentError) throw new DirectivesError(thrown.flaw, thrown.detail)
    throw thrown
  }
}

/** A till that has seen none of a channel begins with whichever counter the channel has reached. */
function kindAfter(last: LastTrusted | undefined): typeof directivesKind {
  return last ? directivesKind : { ...directivesKind, maxCounterStep: Number.POSITIVE_INFINITY }
}
