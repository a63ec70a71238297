import type { ChangeFeed } from '#core/base/changeFeed.ts'

/** The port of the POS API, once it is open. Status and doctor report it. */
export class PosEndpoint {
  readonly #changes: ChangeFeed
  #port: number | undefined

  constructor(changes: ChangeFeed) {
    this.#changes = changes
  }

  get port(): number | undefined {
    return this.#port
  }

  /** @param port `undefined` once it is closed */
  openedAt(port: number | undefined): void {
    this.#port = port
    this.#changes.publish('status')
  }
}
