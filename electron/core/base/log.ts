import type { Fault } from './fault.ts'

/** The fields that a line may have besides time, level and event. The log drops all others (attacks.md T62). */
export const logFields = [
  'agentMs',
  'answerBytes',
  'api',
  'client',
  'code',
  'count',
  'counter',
  'detail',
  'durationMs',
  'kind',
  'outcome',
  'problem',
  'reason',
  'reference',
  'requestBytes',
  'requestId',
  'route',
  'scheme',
  'status',
  'upstream',
  'upstreamMs',
  'version',
] as const

/** Facts of an event: ids, codes, numbers; never a secret, a body or a customer's identifier. */
export type LogFields = { [Name in (typeof logFields)[number]]?: string | number | boolean | undefined }

/** The result of one brokered request. Text from outside is in it only where it was checked before. */
export interface RequestLine {
  requestId: string
  client: string
  upstream: string
  /** The granted route that allowed it, such as `GET /v2/customers/*`: never the path itself, which may name a customer. */
  route: string
  /** Status of the upstream's response, if one began. */
  status: number | undefined
  /** Code of the fault that the client got instead, or that cut the response off; `CALLER_GONE` when the client left. */
  code: string | undefined
  /** Time until the request was sent; `upstreamMs` is the time from then until the response began. */
  agentMs: number | undefined
  upstreamMs: number | undefined
  /** Time until the whole response had been passed on. */
  durationMs: number
  /** From `Content-Length`; `undefined` for no body and for one of unknown length. */
  requestBytes: number | undefined
  answerBytes: number
  /** Present where the answer was one that was kept, or another request's: the upstream was not asked for this one. */
  cache?: 'hit' | 'stale' | 'joined' | undefined
}

export interface Log {
  /**
   * May be written up to a second later, but in the order of the calls.
   *
   * @param isWrite whether sending it twice may do harm; the log itself has no use for it
   */
  request(line: RequestLine, isWrite?: boolean): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug. `fields` holds the reference that the caller was shown. */
  error(event: string, thrown: unknown, fields?: LogFields): void
}

/** The same log, which also tells these of each request. */
export function observedLog(log: Log, observers: readonly { add(line: RequestLine, isWrite: boolean): void }[]): Log {
  return {
    request: (line, isWrite = false) => {
      log.request(line)
      for (const observer of observers) observer.add(line, isWrite)
    },
    info: (event, fields) => log.info(event, fields),
    warn: (event, fields) => log.warn(event, fields),
    error: (event, thrown, fields) => log.error(event, thrown, fields),
  }
}

/** Whether the log is written. */
export interface LogState {
  /** Why it cannot be written now. */
  readonly problem: Fault | undefined
  /** Lines that were lost since the start. */
  readonly lost: number
}
