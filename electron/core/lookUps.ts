import type { LookedUp } from '../contract/lookUp.ts'
import type { Channel, VerificationIdentifier } from '../contract/verification.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import type { SettingsStore } from './settings.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  upstreams: Upstreams
  settings: SettingsStore
  clock: Clock
  random: Random
}

/** Customers whom the cashier looked up, for a few minutes: the window holds a handle and what may be seen. */
export class LookUps {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** @throws Fault `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · the upstream's */
  async lookUp(_upstream: string, _query: string): Promise<LookedUp> {
    throw new Error(`not built yet ${this.#ports}`)
  }

  /** Where a code for this customer goes. @throws Fault `UNKNOWN_LOOK_UP` */
  recall(_lookUpId: string, _channel: Channel): { upstream: string; identifier: VerificationIdentifier } {
    throw new Error('not built yet')
  }
}
