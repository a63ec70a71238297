import { Fault } from '#core/base/fault.ts'
import type { KeyedLock } from '#core/base/keyedLock.ts'
import type { CodeBudget } from '#core/codes/codeBudget.ts'
import { codeLimits } from '#core/codes/codeLimits.ts'
import type { CodeSubjects } from '#core/codes/codeSubjects.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import type { CodeProvider, SendResult } from '#core/scheme/codeProvider.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { Requester, VerificationAccess } from './access.ts'
import type { PrivateContents, VerificationSecrets } from './keys/secrets.ts'
import type { OpenVerifications } from './openVerifications.ts'
import type { VerificationRepository } from './repository.ts'
import type { OpenVerification } from './store.ts'
import type { VerificationTransitions } from './transitions.ts'

interface Deps {
  upstreams: Upstreams
  repository: VerificationRepository
  access: VerificationAccess
  openVerifications: OpenVerifications
  transitions: VerificationTransitions
  subjects: CodeSubjects
  budget: CodeBudget
  /** By customer, so that budgets hold for concurrent requests. */
  lock: KeyedLock
  secrets(): Promise<VerificationSecrets>
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/** `Retry-After` when the upstream sends no more codes and does not say for how long. */
const defaultQuotaWaitSeconds = 900

/** One code to send. */
export interface Send {
  /** With this code counted, and saved so: ending the agent meanwhile gives nobody another code (attacks.md T54). */
  verification: OpenVerification
  contents: PrivateContents
  provider: CodeProvider
  actor: string
  /** Called when certainly no code was sent. */
  undo(): void
}

/** Has the upstream send codes: the first one of a verification, and more on request. */
export class CodeSender {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws as `Verifications.resend` */
  resend(id: string, requester: Requester): Promise<void> {
    const { access, subjects, budget, lock, openVerifications, repository } = this.#deps
    return lock.run(access.find(id, requester).customer, async () => {
      const verification = openVerifications.find(id, requester)
      const provider = await access.providerFor(requester, verification.upstream)
      const contents = await openVerifications.contentsOf(verification, requester)
      if (!contents) return
      this.#checkSends(verification)
      // Asked again: what was sent to the customer's other addresses meanwhile counts, too.
      const subject = await subjects.allowed(contents.recipient, verification)
      const refund = budget.take(subject)
      const counted = { ...verification, person: subject.person, sends: verification.sends + 1 }
      repository.saveSilently(counted)
      const undo = () => {
        repository.saveSilently(verification)
        refund()
      }
      await this.send({ verification: counted, contents, provider, actor: requester.actor, undo })
    })
  }

  /**
   * The customer's lock has to be held.
   *
   * @throws Fault `CODES_USED_UP` · `VERIFICATIONS_UNAVAILABLE` · the upstream's and the vault's
   */
  async send({ verification, contents: { recipient, progress }, provider, actor, undo }: Send): Promise<void> {
    const { upstream, purpose } = verification
    let result: SendResult
    try {
      result = await lockIfRefused(this.#deps.upstreams, upstream, () => provider.send(recipient, purpose, progress))
    } catch (thrown) {
      undo()
      throw thrown
    }
    if (result.outcome === 'quota-used-up') {
      undo()
      throw quotaUsedUp(result.retryAfterSeconds)
    }
    const secrets = await this.#deps.secrets()
    const sealed = secrets.encrypt(verification.id, { recipient, progress: result.progress })
    this.#deps.transitions.apply(verification, { type: 'send-done', outcome: result.outcome, sealed }, actor)
  }

  /** @throws Fault `CODES_USED_UP` */
  #checkSends({ sends, endsAt }: OpenVerification): void {
    if (sends < codeLimits.sends) return
    throw new Fault('CODES_USED_UP', 'No more codes can be sent for this verification.', {
      retryAfterSeconds: retryAfterSeconds(endsAt - this.#deps.now()),
    })
  }
}

function quotaUsedUp(retryAfterSeconds = defaultQuotaWaitSeconds): Fault {
  return new Fault('CODES_USED_UP', 'The upstream sends this customer no more codes for now.', { retryAfterSeconds })
}
