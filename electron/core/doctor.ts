import type { Diagnosis } from '../contract/doctor.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Clock } from './clock.ts'
import type { Reach } from './network.ts'
import type { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'

/** What only the machine itself can tell. */
export interface Diagnostics {
  /** The addresses behind a host name, or why there are none. */
  resolve(host: string): Promise<{ addresses: string[] } | { reason: string }>
  /** The proxy that the way to an upstream leads through, without credentials; `undefined` when it is direct. */
  proxyFor(reach: Reach): Promise<string | undefined>
  /** Who vouches for the server, as its certificate says. */
  issuerOf(reach: Reach): Promise<{ issuer: string; isPublic: boolean } | { reason: string }>
}

interface Ports {
  upstreams: Upstreams
  vault: Vault
  audit: AuditTrail
  clock: Clock
  diagnostics: Diagnostics | undefined
}

/** Looks for what is wrong with the till, and says what to do about it. */
export class Doctor {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async diagnose(): Promise<Diagnosis> {
    return { at: this.#ports.clock.now(), findings: [] }
  }
}
