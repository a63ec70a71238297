import type { RecentRequest, UpstreamLatency } from '../contract/traffic.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'
import type { Log, RequestLine } from './log.ts'

/** What was brokered lately, in memory only. */
export class Traffic {
  constructor(_ports: { clock: Clock; changes: Changes }) {}

  /** The log, with each request noted here too. */
  beside(log: Log): Log {
    return log
  }

  note(_line: RequestLine): void {}

  /** The last 50, newest first. */
  recent(): RecentRequest[] {
    return []
  }

  /** Of the last hour. */
  latency(): UpstreamLatency[] {
    return []
  }
}
