import type { DirectiveContents } from '#contract/fleet/directives.ts'

/** Contents that are to be obeyed at the next quiet moment. */
export interface Pending {
  contents: DirectiveContents
  counter: number
  digest: string
  /** Wall clock. */
  since: number
  /** Not before this moment, where they could not be obeyed for now; monotonic. */
  notBeforeMs: number
}

/** Codes of faults after which the next try may end otherwise: an upstream or the keychain could not be asked. */
const passing: readonly string[] = [
  ...['CREDENTIAL_UNPROVEN', 'UPSTREAM_NOT_READY', 'UPSTREAM_UNREACHABLE', 'SETTINGS_UNWRITABLE'],
  ...['KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED'],
]

export function mayPass(code: string): boolean {
  return passing.includes(code)
}
