import type { Clock } from '../../core/clock.ts'

/** A sign-in lasts five minutes; a person may look at the way out of one a little longer. */
const lifeMs = 10 * 60_000

/** Addresses outside that the agent told the page of: the only ones that a click in it opens (attacks.md T33). */
export class LinksOut {
  readonly #clock: Clock
  readonly #endsAtMs = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @param path of a call that was answered */
  note(path: readonly string[], output: unknown): void {
    const url = addressIn(path.join('.'), output)
    if (url !== undefined) this.#endsAtMs.set(url, this.#clock.monotonicMs() + lifeMs)
  }

  has(url: string): boolean {
    return (this.#endsAtMs.get(url) ?? 0) > this.#clock.monotonicMs()
  }

  clear(): void {
    this.#endsAtMs.clear()
  }
}

/** As a browser spells it. */
function addressIn(call: string, output: unknown): string | undefined {
  const { url, endSessionUrl } = (output ?? {}) as { url?: string; endSessionUrl?: string }
  const address = call === 'upstreams.signIn.start' ? url : call === 'upstreams.signOut' ? endSessionUrl : undefined
  return address === undefined ? undefined : URL.parse(address)?.href
}
