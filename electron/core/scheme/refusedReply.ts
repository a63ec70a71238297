import { Fault } from '#core/base/fault.ts'

/**
 * A reply to a call of the agent's own that seems to refuse the till's credential. Whether it does is found out before the
 * upstream is locked (`lockIfRefused`).
 */
export class RefusedReply extends Fault<'CREDENTIAL_REFUSED'> {
  readonly request: { method: string; path: string }
  /** What the reply means for the caller when the credential is right after all. */
  readonly otherwise: Fault

  constructor(request: { method: string; path: string }, otherwise: Fault) {
    super('CREDENTIAL_REFUSED', 'The upstream refused the credential.')
    this.request = request
    this.otherwise = otherwise
  }
}
