import type { VerificationStart } from '#contract/verification.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { KeyedLock } from '#core/base/keyedLock.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { CodeBudget } from '#core/codes/codeBudget.ts'
import type { CodeSubject } from '#core/codes/codeLids.ts'
import type { CodeSubjects } from '#core/codes/codeSubjects.ts'
import { recipientFrom } from '#core/codes/recipient.ts'
import { counterRulesOf, missingFacts } from '#core/settings/counter.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { Requester, VerificationAccess } from './access.ts'
import type { CodeSender } from './codeSender.ts'
import type { PrivateContents, VerificationSecrets } from './keys/secrets.ts'
import type { OpenVerifications } from './openVerifications.ts'
import type { VerificationOutcomes } from './outcomes.ts'
import type { VerificationRepository } from './repository.ts'
import type { Holder, OpenVerification } from './store.ts'
import { newVerification } from './verification.ts'

interface Deps {
  settings: SettingsStore
  random: Random
  repository: VerificationRepository
  access: VerificationAccess
  openVerifications: OpenVerifications
  outcomes: VerificationOutcomes
  subjects: CodeSubjects
  budget: CodeBudget
  sender: CodeSender
  /** By customer, so that budgets hold for concurrent requests. */
  lock: KeyedLock
  secrets(): Promise<VerificationSecrets>
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/** Starts verifications: checks who may, counts the first code and has it sent. */
export class VerificationStarter {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @returns the verification's id @throws as `Verifications.start` */
  async start(requester: Requester, start: VerificationStart): Promise<string> {
    this.#checkFacts(requester, start)
    const { settings, repository, access, openVerifications, subjects, outcomes, budget, sender, lock } = this.#deps
    const provider = await access.providerFor(requester, start.upstream)
    const recipient = recipientFrom(start.identifier, settings.read().store?.country)
    const holder = access.holderFor(requester, start.upstream, provider)
    const asker = { client: requester.client?.id, upstream: start.upstream }
    const subject = await subjects.allowed(recipient, asker)
    const secrets = await this.#deps.secrets()
    openVerifications.checkLimit(requester)
    return lock.run(subject.sentTo, async () => {
      const refund = budget.take(subject)
      const contents: PrivateContents = { recipient, progress: undefined }
      const verification = this.#newVerification({ start, contents, subject, holder }, secrets)
      repository.save(verification)
      const undo = () => {
        repository.remove(verification.id)
        refund()
      }
      await sender.send({ verification, contents, provider, actor: requester.actor, undo })
      outcomes.record('started', verification, requester.actor)
      return verification.id
    })
  }

  /** Clients say what they know; a cashier says what the settings ask. @throws Fault `INVALID_INPUT` */
  #checkFacts({ client }: Requester, start: VerificationStart): void {
    const missing = client ? [] : missingFacts(counterRulesOf(this.#deps.settings.read()), start)
    if (missing.length > 0) throw invalid(missing.map((path) => ({ path, message: 'is asked for here' })))
  }

  #newVerification({ start, contents, subject, holder }: Started, secrets: VerificationSecrets): OpenVerification {
    const { random, access, now } = this.#deps
    const id = `vf_${randomText(random, 16)}`
    const { recipient } = contents
    const sealed = secrets.encrypt(id, contents)
    const cloud = access.cloudOf(start.upstream)
    return newVerification({ id, start, recipient, subject, holder, cloud, sealed }, now())
  }
}

interface Started {
  start: VerificationStart
  contents: PrivateContents
  subject: CodeSubject
  holder: Holder | undefined
}
