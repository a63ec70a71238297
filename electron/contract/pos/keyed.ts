import { oc } from '@orpc/contract'
import { refusals } from '#contract/refusals.ts'

/** A call of the POS API by a client with a key. */
export const keyed = oc.errors(
  refusals(
    'MALFORMED_REQUEST',
    'FOREIGN_HOST',
    'ORIGIN_REFUSED',
    'KEY_REQUIRED',
    'KEY_REFUSED',
    'SIGNATURE_REFUSED',
    'TOO_MANY_REQUESTS',
  ),
)
