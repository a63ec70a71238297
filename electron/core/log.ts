/** What an event may say. Values are short facts: ids, codes, numbers; never a secret, a body or a customer's identifier. */
export type LogFields = Record<string, string | number | boolean | undefined>

/** What became of one brokered request. Nothing in it comes from outside but what was checked before. */
export interface RequestLine {
  requestId: string
  client: string
  upstream: string
  /** The granted route it went by, such as `GET /v2/customers/*`: never the path itself, which may name a customer. */
  route: string
  /** Of the upstream's answer, if one began. */
  status: number | undefined
  /** The fault that stands in the answer's place, or broke it off; `CALLER_GONE` when nobody waited for it. */
  code: string | undefined
  /** Until it was sent, and from then until the answer began. */
  agentMs: number | undefined
  upstreamMs: number | undefined
  /** Until all of the answer had been passed on. */
  durationMs: number
  /** As promised; `undefined` for none and for a body of unknown length. */
  requestBytes: number | undefined
  answerBytes: number
}

export interface Log {
  /** May reach the log a second later, but in its place among the others. */
  request(line: RequestLine): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug, with the reference that its caller was shown. */
  error(event: string, thrown: unknown, fields?: LogFields): void
}
