import type { ClientView } from '../contract/client.ts'
import type { Grant } from '../contract/grant.ts'
import type { PairingAnswer, PairingAsked, PairingRequest, PairingView } from '../contract/pairing.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Changes } from './changes.ts'
import type { Clients } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

/** Which program is at the other end of a local connection. */
export interface Peers {
  /** `undefined` where it cannot be told. Never fails. @param port the peer's own, on loopback */
  programAt(port: number): Promise<{ pid?: number; path?: string } | undefined>
}

interface Ports {
  clients: Clients
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: Changes
  peers: Peers | undefined
}

/** Local programs that ask to be let in, one at a time. */
export class Pairings {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** @throws Fault `PAIRING_BUSY` */
  async ask(_request: PairingRequest, _peerPort: number | undefined): Promise<PairingAsked> {
    throw new Error(`not built yet ${this.#ports}`)
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  answer(_id: string, _pollSecret: string): PairingAnswer {
    throw new Error('not built yet')
  }

  pending(): PairingView[] {
    return []
  }

  /** @throws Fault `UNKNOWN_PAIRING` · `INVALID_INPUT` · the settings' */
  approve(_id: string, _narrowed: { grants?: Grant[]; days?: number }): ClientView {
    throw new Error('not built yet')
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  refuse(_id: string): void {
    throw new Error('not built yet')
  }

  close(): void {}
}
