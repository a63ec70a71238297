import type { Clock } from '#core/base/clock.ts'

/** Twice what a sign-in may take, unless a setting lets it take longer: a person may hesitate before signing out. */
const lifetimeMs = 10 * 60_000

/** External addresses that the agent has just given to the page: a click in the page opens no other (attacks.md T33). */
export class AllowedLinks {
  readonly #clock: Clock
  readonly #expiresAtMs = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Allows the address in the output of a sign-in or sign-out for ten minutes. @param path of the call that was answered */
  addFrom(path: readonly string[], output: unknown): void {
    const url = addressIn(path.join('.'), output)
    if (url !== undefined) this.#expiresAtMs.set(url, this.#clock.monotonicMs() + lifetimeMs)
  }

  has(url: string): boolean {
    return (this.#expiresAtMs.get(url) ?? 0) > this.#clock.monotonicMs()
  }

  clear(): void {
    this.#expiresAtMs.clear()
  }
}

/** Spelled as a browser spells it, which is what `has` is asked with. */
function addressIn(call: string, output: unknown): string | undefined {
  const { url, endSessionUrl, signIn } = (output ?? {}) as Addresses
  const addresses: Record<string, string | undefined> = {
    'upstreams.signIn.start': url,
    'upstreams.signOut': endSessionUrl,
    'customers.signIn.start': signIn?.url,
  }
  const address = addresses[call]
  return address === undefined ? undefined : URL.parse(address)?.href
}

interface Addresses {
  url?: string
  endSessionUrl?: string
  signIn?: { url?: string }
}
