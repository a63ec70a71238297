import { type FaultCode, type FaultData, faults } from '../contract/faults.ts'

/** A refusal from the closed list, thrown. Anything else that is thrown is a bug. */
export class Fault<Code extends FaultCode = FaultCode> extends Error {
  override readonly name = 'Fault'
  readonly code: Code
  /** This occurrence in a sentence. Never holds a secret or a customer's identifier: it is shown and logged. */
  readonly detail: string
  readonly data: FaultData<Code> | undefined
  readonly #remedy: string | undefined

  constructor(code: Code, detail?: string, data?: FaultData<Code>, remedy?: string) {
    super(detail ?? faults[code].message)
    this.code = code
    this.detail = detail ?? faults[code].message
    this.data = data
    this.#remedy = remedy
  }

  /** `data`, for those who do not know the code. */
  get extras(): Readonly<Record<string, unknown>> {
    return { ...(this.data as object | undefined) }
  }

  get status(): number {
    return faults[this.code].status
  }

  get title(): string {
    return faults[this.code].message
  }

  get remedy(): string {
    return this.#remedy ?? faults[this.code].remedy
  }
}
