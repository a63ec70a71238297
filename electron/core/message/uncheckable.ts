import { Fault } from '#core/base/fault.ts'

/** The fault in place of a response that is not passed on, since it may hold this till's credential. */
export function uncheckableResponse(reason: string): Fault<'UPSTREAM_ANSWER_INVALID'> {
  return new Fault(
    'UPSTREAM_ANSWER_INVALID',
    `The answer may hold the credential of this till and cannot be checked: ${reason}.`,
    { reason, mayHaveHappened: true },
    'The request was acted on. Tell whoever runs the upstream, or what stands in front of it.',
  )
}
