import type { Correction, ShownField } from '#contract/outbox/people.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { type OutboxContents, packWrite, unreadable } from '#core/outbox/contents.ts'
import type { OutboxEntry } from '#core/outbox/entry.ts'
import type { OutboxOpening } from '#core/outbox/opening.ts'
import type { OutboxRepository } from '#core/outbox/repository.ts'
import { corrected } from '#core/outbox/transitions.ts'
import type { OutboxRules } from '#core/scheme/outboxRules.ts'
import { correctWrite, shownFields } from './correction.ts'

interface Deps {
  repository: OutboxRepository
  contents: OutboxContents
  opening: OutboxOpening
  clock: Clock
  random: Random
}

/** Shows people what entries say, and changes it for them. */
export class OutboxCorrections {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** `undefined` while the keychain is closed. @throws Fault `OUTBOX_UNAVAILABLE` */
  async fieldsOf(entry: OutboxEntry, rules: OutboxRules | undefined): Promise<ShownField[] | undefined> {
    const { opening, contents } = this.#deps
    const seal = await opening.seal().catch((thrown: unknown) => {
      if (thrown instanceof Fault) return undefined
      throw thrown
    })
    if (!seal) return undefined
    const write = await contents.writeOf(entry)
    return write && rules ? shownFields(write, rules) : []
  }

  /**
   * Replaces what an entry says, and lets it be sent.
   *
   * @param before as it is kept
   * @param renewed with the facts that a new sending has
   * @throws Fault `INVALID_INPUT` · `OUTBOX_ENTRY_SETTLED` for one that may have taken effect, or is not refused ·
   * `OUTBOX_UNAVAILABLE` · the vault's
   */
  async correct(
    before: OutboxEntry,
    renewed: OutboxEntry,
    values: Correction,
    rules: OutboxRules | undefined,
  ): Promise<OutboxEntry> {
    const { repository, contents, opening, clock, random } = this.#deps
    const now = clock.now()
    const state = corrected(before.state, now)
    if (!rules || !state) throw settled(before)
    const kept = await contents.writeOf(before)
    if (!kept) throw unreadable()
    const { write, planned } = correctWrite(kept, values, rules, () => randomText(random, 16))
    const seal = await opening.seal()
    const { orderKey, amount, isRepeatable } = planned
    const { order: _, amount: __, ...same } = renewed
    const changed: OutboxEntry = {
      ...{ ...same, state, isRepeatable, bytes: packWrite(write).length, correctedAt: now },
      ...(orderKey !== undefined && { order: seal.orderOf(before.upstream, orderKey) }),
      ...(amount !== undefined && { amount }),
    }
    const parts = await contents.rewritten(before, changed, write)
    const current = repository.find(before.id) ?? before
    if (current.state !== before.state) throw settled(current)
    return repository.replaceOrRestore(changed, before, parts)
  }
}

function settled({ state }: OutboxEntry): Fault {
  return new Fault('OUTBOX_ENTRY_SETTLED', undefined, { state: state.name })
}
