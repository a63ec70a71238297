import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { CodeBudget } from './codeBudget.ts'
import type { CodeSubject } from './codeLids.ts'
import { type CodeAsker, CodeSubjects } from './codeSubjects.ts'
import { type CustomerHasher, customerHash } from './customerHash.ts'

interface Deps extends Omit<ConstructorParameters<typeof CodeSubjects>[0], 'hasher'> {
  log: Log
  random: Random
  budget: CodeBudget
  hasher: CustomerHasher
}

/** Charges codes that a client asks for outside a verification to the same budgets as verifications. */
export class BrokeredCodes {
  readonly #deps: Deps
  readonly #subjects: CodeSubjects
  /** Hashes customers while the keychain is shut: a sale must not stop for it, and the lids hold all the same. */
  readonly #spareKey: Uint8Array

  constructor(deps: Deps) {
    this.#deps = deps
    this.#spareKey = deps.random.bytes(32)
    this.#subjects = new CodeSubjects({ ...deps, hasher: () => this.#hashes() })
  }

  /**
   * @param targets everybody whom the request may have a code sent to
   * @param isLimited whether a code too many, or to a number that gets none, is refused
   * @throws Fault `CODES_USED_UP` · `DESTINATION_REFUSED`, both where it is limited · `UPSTREAM_LOCKED`
   */
  async count(targets: readonly CodeTarget[], asker: CodeAsker, isLimited: boolean): Promise<void> {
    const subjects: CodeSubject[] = []
    for (const target of targets) {
      const subject = await (isLimited ? this.#subjects.allowed(target, asker) : this.#subjects.of(target, asker))
      // Two names for one customer are one code.
      if (!subjects.some(({ person }) => person.includes(subject.sentTo))) subjects.push(subject)
    }
    for (const subject of subjects) this.#deps.budget.takeBrokered(subject, isLimited)
  }

  async #hashes(): ReturnType<CustomerHasher> {
    try {
      return await this.#deps.hasher()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      this.#deps.log.warn('code-counted-apart', { code: thrown.code })
      return { customerHash: (target) => customerHash(target, this.#spareKey) }
    }
  }
}
