import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { VerificationStore } from './store.ts'

interface Deps {
  store: VerificationStore
  clock: Clock
  /** Called when the store begins or ceases to fail. */
  onChange(): void
  /** Uses the store, so that it is noticed when it works again. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  retry(): void
}

type Use = 'read verifications' | 'read counts' | 'write'

const retryEveryMs = 30_000

/** Notes whether the store works, at each use of it: a till whose codes cannot be counted must not look ready. */
export class StoreHealth {
  /** The store, watched. */
  readonly store: VerificationStore
  readonly #deps: Deps
  /** By what failed: that one table can be read says nothing about another. */
  readonly #problems = new Map<Use, Fault>()
  #cancelRetry: (() => void) | undefined
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.store = watched(deps.store, (use, problem) => this.#note(use, problem))
  }

  /** Why the store cannot be read or written now. */
  get problem(): Fault | undefined {
    return [...this.#problems.values()][0]
  }

  /** Names of files with damaged verifications that were set aside and are still there. */
  get setAside(): readonly string[] {
    return this.#deps.store.setAside()
  }

  /** Uses the store now. What it fails with is `problem` afterwards. */
  check(): void {
    try {
      this.#deps.retry()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  close(): void {
    this.#isClosed = true
    this.#cancelRetry?.()
  }

  #note(use: Use, problem: Fault | undefined): void {
    const wasWell = this.#problems.size === 0
    if (problem) this.#problems.set(use, problem)
    else this.#problems.delete(use)
    if (this.#isClosed) return
    if (problem) this.#cancelRetry ??= this.#deps.clock.after(retryEveryMs, () => this.#retry())
    if (wasWell !== (this.#problems.size === 0)) this.#deps.onChange()
  }

  #retry(): void {
    this.#cancelRetry = undefined
    this.check()
  }
}

/** The store, each of whose calls reports how it went. */
function watched(store: VerificationStore, report: (use: Use, problem: Fault | undefined) => void): VerificationStore {
  const call = <Input extends unknown[], Output>(use: Use, act: (...input: Input) => Output) => {
    return (...input: Input): Output => {
      try {
        const output = act(...input)
        report(use, undefined)
        return output
      } catch (thrown) {
        if (thrown instanceof Fault) report(use, thrown)
        throw thrown
      }
    }
  }
  return {
    all: call('read verifications', store.all),
    save: call('write', store.save),
    remove: call('write', store.remove),
    sends: call('read counts', store.sends),
    countSend: call('write', store.countSend),
    uncountSend: call('write', store.uncountSend),
    removeSendsBefore: call('write', store.removeSendsBefore),
    mark: call('read counts', store.mark),
    saveMark: call('write', store.saveMark),
    counterKey: call('read counts', store.counterKey),
    saveCounterKey: call('write', store.saveCounterKey),
    setAside: store.setAside,
    close: store.close,
  }
}
