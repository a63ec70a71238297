import type { Identity } from '../contract/upstream.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import type { Network } from './network.ts'
import type { Random } from './random.ts'
import type { Proof, Scheme, Session } from './scheme.ts'
import type { Secret } from './secret.ts'
import type { StoredUpstream } from './settings.ts'
import type { UpstreamVault } from './upstreamVault.ts'

interface Ports {
  network: Network
  clock: Clock
  random: Random
  vault: UpstreamVault
}

type Reached = Pick<StoredUpstream, 'id' | 'baseUrl' | 'caFile' | 'proxy'>

/** Puts credentials to use. */
export class UpstreamSessions {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  open(scheme: Scheme, settings: object, sealed: Secret, reach: Reached): Session {
    const { network, clock, random, vault } = this.#ports
    const http = (baseUrl: string) => network.http({ ...reach, baseUrl })
    return scheme.open(settings, sealed, { http, clock, random, memory: vault.memoryOf(reach.id) }, reach.baseUrl)
  }

  /**
   * Asks the upstream who we are.
   *
   * @param inUse who is signed in to it with a browser is signed in to no other session
   * @throws Fault `CREDENTIAL_REFUSED` · `CREDENTIAL_UNPROVEN`
   */
  async prove(scheme: Scheme, settings: object, sealed: Secret, reach: Reached, inUse?: Session): Promise<Identity> {
    const { network, clock } = this.#ports
    const session = inUse?.signIn ? inUse : this.open(scheme, settings, sealed, reach)
    const proof: Proof = await session.probe(network.http(reach), clock)
    if (session !== inUse) session.close?.()
    if (proof.outcome === 'accepted') return proof.identity
    const code = proof.outcome === 'refused' ? 'CREDENTIAL_REFUSED' : 'CREDENTIAL_UNPROVEN'
    throw new Fault(code, proof.detail, undefined, proof.remedy)
  }
}
