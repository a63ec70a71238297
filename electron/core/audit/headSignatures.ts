import type { AuditEntry } from '#contract/audit.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { type ChainEnd, signedEntry } from './auditChain.ts'

/** Signs ends of the trail with the till's key. @throws the vault's faults */
export interface HeadSigner {
  /** @returns a JWT */
  sign(head: ChainEnd): Promise<string>
  /** The row that a JWT signs; `undefined` for a text that this till did not sign. */
  read(token: string): Promise<ChainEnd | undefined>
}

interface Deps {
  signer: HeadSigner
  clock: Clock
  log: Log
  /** The last row; `undefined` before the first, and while the trail cannot be read. */
  head(): ChainEnd | undefined
  record(entry: AuditEntry): void
}

/** Somebody who rewrites the file without the keychain can leave at most the rows of this time as they want them. */
const everyMs = 3_600_000

/** Signs the trail within an hour of each new row. Each signature is a row, so that an export holds it, too. */
export class HeadSignatures {
  readonly #deps: Deps
  #cancel: (() => void) | undefined
  #hasComplained = false
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Called for rows that are no signatures: an idle trail needs none. */
  onWritten(): void {
    if (!this.#isClosed) this.#cancel ??= this.#deps.clock.after(everyMs, () => void this.#sign())
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }

  async #sign(): Promise<void> {
    this.#cancel = undefined
    const { signer, log, head, record } = this.#deps
    const signed = head()
    if (!signed) return this.onWritten()
    try {
      const token = await signer.sign(signed)
      // Meanwhile another trail may have begun, which has no such row.
      if ((head()?.sequence ?? 0) < signed.sequence) this.onWritten()
      else if (!this.#isClosed) record(signedEntry(signed, token))
      this.#hasComplained = false
    } catch (thrown) {
      if (!this.#hasComplained)
        log.warn('audit-not-signed', { code: thrown instanceof Fault ? thrown.code : 'INTERNAL' })
      this.#hasComplained = true
      this.onWritten()
      if (!(thrown instanceof Fault)) log.error('bug', thrown)
    }
  }
}
