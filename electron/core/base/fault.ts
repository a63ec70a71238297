import { type FaultCode, type FaultData, faults } from '#contract/faults/faults.ts'

/** An action that each host words for its reader, such as a command or a button. */
export interface RemedyAction {
  action: 'rotate-upstream' | 'sign-in-upstream' | 'provision-upstream'
  /** Id of the upstream. */
  target: string
}

/** What to do about a fault: a sentence of its own, an action, or what usually helps against a fault of that code. */
export type FaultRemedy = string | RemedyAction | { usualFor: FaultCode }

/** A refusal from the closed list, thrown. Anything else that is thrown is a bug. */
export class Fault<Code extends FaultCode = FaultCode> extends Error {
  override readonly name = 'Fault'
  readonly code: Code
  /** This occurrence in a sentence. Never holds a secret or a customer's identifier: it is shown and logged. */
  readonly detail: string
  readonly data: FaultData<Code> | undefined
  readonly remedy: FaultRemedy

  /** @param detail the sentence of the code when absent */
  constructor(code: Code, detail?: string, data?: FaultData<Code>, remedy: FaultRemedy = { usualFor: code }) {
    super(detail ?? faults[code].message)
    this.code = code
    this.detail = detail ?? faults[code].message
    this.data = data
    this.remedy = remedy
  }

  /** `data` for callers that do not know the code. */
  get extras(): Readonly<Record<string, unknown>> {
    return { ...(this.data as object | undefined) }
  }

  get status(): number {
    return faults[this.code].status
  }

  get title(): string {
    return faults[this.code].message
  }
}
