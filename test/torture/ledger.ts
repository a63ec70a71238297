/** State of one thing that was set up, as text; `absent` before it was made. */
export type State = string

export const absent: State = 'absent'

/**
 * Remembers what the agent has acknowledged. A change that was cut off may have happened or not, until somebody looks;
 * a change that was acknowledged has happened, and one that was refused has not.
 */
export class Ledger {
  readonly #possible = new Map<string, Set<State>>()

  /** The states in which a thing may be. */
  possible(name: string): readonly State[] {
    return [...(this.#possible.get(name) ?? [absent])]
  }

  /** The state of a thing whose state is known. @throws when a change of it was cut off */
  known(name: string): State {
    const states = this.possible(name)
    if (states.length > 1) throw new Error(`${name} may be ${states.join(' or ')}`)
    return states[0] as State
  }

  names(): string[] {
    return [...this.#possible.keys()]
  }

  /** A change begins. */
  begin(name: string, next: State): void {
    this.#possible.set(name, new Set([...this.possible(name), next]))
  }

  acknowledge(name: string, next: State): void {
    this.#possible.set(name, new Set([next]))
  }

  /** The agent said that nothing was changed. */
  refuse(name: string, before: State): void {
    this.#possible.set(name, new Set([before]))
  }

  /** What was found when somebody looked. @returns whether it may be so; from now on it is so either way */
  settle(name: string, found: State): boolean {
    const isPossible = this.possible(name).includes(found)
    this.#possible.set(name, new Set([found]))
    return isPossible
  }

  /** Everything is absent again. */
  clear(): void {
    this.#possible.clear()
  }
}
