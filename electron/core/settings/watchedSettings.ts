import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Settings, SettingsStore } from './settings.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  /** Called when the settings cease to be writable, and when they are again. */
  onChange(): void
}

type Change = (now: Settings) => Settings

const retryMs = 10_000

/**
 * Settings that say why they cannot be written, for as long as they cannot. What the agent itself has to note, such as a lock,
 * is written as soon as that is possible.
 */
export class WatchedSettings implements SettingsStore {
  readonly #deps: Deps
  readonly #deferred = new Map<string, Change>()
  #problem: Fault | undefined
  #cancelRetry: (() => void) | undefined
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Why the last write failed. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  read(): Settings {
    return this.#deps.settings.read()
  }

  write(next: Settings): void {
    try {
      this.#deps.settings.write([...this.#deferred.values()].reduce((settings, change) => change(settings), next))
      this.#deferred.clear()
      this.#note(undefined)
    } catch (thrown) {
      if (thrown instanceof Fault) this.#note(thrown)
      throw thrown
    }
  }

  /** Changes the settings now or, when they cannot be written, with the next write that succeeds. @param name of the change */
  defer(name: string, change: Change): void {
    this.#deferred.set(name, change)
    try {
      this.check()
    } catch (thrown) {
      // A change that is a bug must not spoil every later write.
      this.#deferred.delete(name)
      throw thrown
    }
  }

  /** Writes the settings as they are. What that fails with is `problem` afterwards. */
  check(): void {
    try {
      this.write(this.read())
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  close(): void {
    this.#isClosed = true
    this.#cancelRetry?.()
    if (this.#deferred.size > 0) this.check()
  }

  #note(problem: Fault | undefined): void {
    const hasChanged = (this.#problem === undefined) !== (problem === undefined)
    this.#problem = problem
    if (this.#isClosed) return
    if (problem) this.#cancelRetry ??= this.#deps.clock.after(retryMs, () => this.#retry())
    else this.#stopRetrying()
    if (hasChanged) this.#deps.onChange()
  }

  #retry(): void {
    this.#cancelRetry = undefined
    this.check()
  }

  #stopRetrying(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
  }
}
