import type { ProxySetting } from '../contract/values.ts'
import type { Http } from './http.ts'
import type { Link } from './link.ts'

/** Where an upstream is and whom to believe that it is there. */
export interface Reach {
  baseUrl: string
  caFile?: string | undefined
  proxy?: ProxySetting | undefined
}

/**
 * The two ways out of this machine.
 *
 * @throws Fault `FILE_UNREADABLE` when the CA file cannot be read or holds no certificate
 */
export interface Network {
  /** Whether an upstream could be spoken to like this at all. Sends nothing. */
  check(reach: Reach): void
  link(reach: Reach): Link
  http(reach: Reach): Http
}
