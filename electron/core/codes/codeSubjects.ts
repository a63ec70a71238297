import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { CodeRules } from '#core/settings/codes.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { type CodeChannel, type CodeSubject, channelKey } from './codeLids.ts'
import type { CustomerHasher } from './customerHash.ts'
import { checkDestination, destinationOf } from './destination.ts'
import type { Persons } from './persons.ts'
import { budgetKey, readTarget } from './recipient.ts'
import type { SendLog } from './sendLog.ts'

interface Deps {
  settings: SettingsStore
  persons: Persons
  sends: SendLog
  hasher: CustomerHasher
  /** Read each time, so that a changed setting holds at once. */
  rules(): CodeRules
}

/** Who asks for a code, and through which upstream. */
export interface CodeAsker {
  /** Absent when a cashier asks. */
  client?: string | undefined
  upstream: string
}

/** Finds out whom a code goes to, and so what it is counted under. */
export class CodeSubjects {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws Fault `DESTINATION_REFUSED` · `UPSTREAM_LOCKED` · the vault's */
  async allowed(target: CodeTarget, asker: CodeAsker): Promise<CodeSubject> {
    const { settings, rules } = this.#deps
    const country = settings.read().store?.country
    const check = ({ type, value }: CodeTarget) => {
      if (type === 'mobile') checkDestination(destinationOf(value, country), rules())
    }
    // Before the upstream is asked about a number that gets no code anyway, and once more about the number it names.
    check(readTarget(target, country))
    return this.of(target, asker, check)
  }

  /** As `allowed`, for a code that goes anywhere. @throws Fault `UPSTREAM_LOCKED` · the vault's */
  async of(
    target: CodeTarget,
    { client, upstream }: CodeAsker,
    check: (sentTo: CodeTarget) => void = () => {},
  ): Promise<CodeSubject> {
    const { settings, persons, hasher } = this.#deps
    const country = settings.read().store?.country
    const hashes = await hasher()
    const hash = (identifier: CodeTarget) => hashes.customerHash(budgetKey(identifier, country))
    const named = readTarget(target, country)
    const isAsked = named.type === 'other' || this.#mayBeUsedUpElsewhere(named.type, hash(named))
    const identifiers = isAsked ? await persons.identifiersOf(upstream, named) : [named]
    const [sentTo = named] = identifiers
    check(sentTo)
    return {
      ...{ sentTo: hash(sentTo), channel: channelOf(sentTo), person: [...new Set(identifiers.map(hash))] },
      ...{ client, upstream, abroad: abroadOf(sentTo, country) },
    }
  }

  /**
   * Whether the codes of the other channel could be this customer's and use up the day. While they could not, which is
   * always so in a shop that sends text messages only, the upstream is spared the question.
   */
  #mayBeUsedUpElsewhere(type: 'mobile' | 'email', sentTo: string): boolean {
    const { sends, rules } = this.#deps
    const elsewhere = sends.countToday(channelKey(type === 'mobile' ? 'email' : 'mobile'))
    return elsewhere > 0 && sends.countToday(sentTo) + elsewhere >= rules().perCustomerPerDay
  }
}

function channelOf({ type }: CodeTarget): CodeChannel {
  return type === 'other' ? 'unknown' : type
}

function abroadOf({ type, value }: CodeTarget, home: string | undefined): string | undefined {
  if (type !== 'mobile') return undefined
  const { country, isAbroad } = destinationOf(value, home)
  return isAbroad ? country : undefined
}
