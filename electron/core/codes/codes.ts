import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import { type CodeRules, codeRulesOf } from '#core/settings/codes.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { BrokeredCodes } from './brokeredCodes.ts'
import { CodeBudget } from './codeBudget.ts'
import { type CodeAsker, CodeSubjects } from './codeSubjects.ts'
import type { CustomerHasher } from './customerHash.ts'
import { OverrideBudget } from './overrideBudget.ts'
import { Persons } from './persons.ts'
import { SendLog } from './sendLog.ts'
import type { SendStore } from './sendStore.ts'

interface Deps {
  upstreams: Upstreams
  settings: SettingsStore
  clock: Clock
  random: Random
  log: Log
  store: SendStore
  hasher: CustomerHasher
}

/** One-time codes: whom they go to, and how many there may be. */
export class Codes {
  readonly subjects: CodeSubjects
  readonly budget: CodeBudget
  readonly overrides: OverrideBudget
  readonly #sends: SendLog
  readonly #persons: Persons
  readonly #brokered: BrokeredCodes
  readonly #rules: () => CodeRules

  constructor(deps: Deps) {
    const rules = () => codeRulesOf(deps.settings.read())
    const sends = new SendLog(deps)
    const persons = new Persons(deps)
    const parts = { ...deps, rules, sends, persons, budget: new CodeBudget({ sends, rules }) }
    this.subjects = new CodeSubjects(parts)
    this.budget = parts.budget
    this.overrides = new OverrideBudget({ sends, rules })
    this.#sends = sends
    this.#persons = persons
    this.#rules = rules
    this.#brokered = new BrokeredCodes(parts)
  }

  /** Reads what earlier runs counted. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  load(): void {
    this.#sends.load()
  }

  /** Writes what is not written yet. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  save(): void {
    this.#sends.save()
  }

  /** Of a client's own requests to the cloud, which are refused only where a setting says so. @throws as `BrokeredCodes.count` */
  countBrokered(targets: readonly CodeTarget[], asker: CodeAsker): Promise<void> {
    return this.#brokered.count(targets, asker, this.#rules().brokered === 'refuse')
  }

  /** Of codes that the agent sends to sign a customer in. @throws as `BrokeredCodes.count` */
  countSignIn(targets: readonly CodeTarget[], asker: CodeAsker): Promise<void> {
    return this.#brokered.count(targets, asker, true)
  }

  /** How many more codes this customer can get today; `undefined` where the count, or its key, cannot be read. */
  async leftToday(target: CodeTarget, asker: CodeAsker): Promise<number | undefined> {
    try {
      return this.budget.left(await this.subjects.of(target, asker)).today
    } catch (thrown) {
      if (thrown instanceof Fault) return undefined
      throw thrown
    }
  }

  /** How many were sent in the last so many milliseconds, a day at most. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  sentWithin(ms: number): number {
    this.#sends.load()
    return this.#sends.countSince('store', this.#sends.now() - ms)
  }

  close(): void {
    this.#persons.close()
    this.#sends.close()
  }
}
