import { Fault } from '#core/base/fault.ts'
import { codeLimits } from '#core/codes/codeLimits.ts'
import type { Requester, VerificationAccess } from './access.ts'
import type { PrivateContents, VerificationSecrets } from './keys/secrets.ts'
import type { VerificationRepository } from './repository.ts'
import type { OpenVerification } from './store.ts'
import type { VerificationTransitions } from './transitions.ts'
import { isOpen } from './verification.ts'

interface Deps {
  repository: VerificationRepository
  access: VerificationAccess
  transitions: VerificationTransitions
  secrets(): Promise<VerificationSecrets>
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/** The verifications that still wait for a code. */
export class OpenVerifications {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Expires the verification first if its time is over. @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` */
  find(id: string, requester: Requester): OpenVerification {
    const { access, transitions, now } = this.#deps
    const verification = access.find(id, requester)
    if (!isOpen(verification)) throw over(verification.state)
    if (verification.endsAt > now()) return verification
    transitions.apply(verification, { type: 'expired' }, 'agent')
    throw over('expired')
  }

  /**
   * Cancels the verification when its contents cannot be decrypted: the keychain was emptied, or the file is another
   * installation's.
   *
   * @throws the vault's faults
   */
  async contentsOf(verification: OpenVerification, { actor }: Requester): Promise<PrivateContents | undefined> {
    const contents = (await this.#deps.secrets()).decrypt(verification.id, verification.sealed)
    if (!contents) this.#deps.transitions.apply(verification, { type: 'cancelled' }, actor)
    return contents
  }

  /** A client that opens more sends messages to people who are not at the till (attacks.md T54). @throws Fault `TOO_MANY_REQUESTS` */
  checkLimit({ client }: Requester): void {
    const own = this.#deps.repository.all().filter((candidate) => isOpen(candidate) && candidate.client === client?.id)
    if (own.length >= codeLimits.open)
      throw new Fault('TOO_MANY_REQUESTS', 'Too many verifications are open.', { retryAfterSeconds: 60 })
  }
}

function over(state: string): Fault {
  return new Fault('VERIFICATION_OVER', `This verification is over: ${state}.`)
}
