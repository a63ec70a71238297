import type { Receiver } from './receiver.ts'
import type { StaticHost } from './staticHost.ts'

/** What tills ask of the host and send to the collector, while it is counted. */
export interface Counts {
  minutes: number
  hostRequests: number
  hostBytesIn: number
  hostBytesOut: number
  /** Requests of the minute with the most of them. */
  hostPeak: number
  /** Answers by file and status, such as `tills.fleet.json 304`. */
  answers: Record<string, number>
  reports: number
  reportBytes: number
}

export class Traffic {
  readonly #host: StaticHost
  readonly #receiver: Receiver
  #counts = noCounts()

  constructor(host: StaticHost, receiver: Receiver) {
    this.#host = host
    this.#receiver = receiver
  }

  countMinute(): void {
    const served = this.#host.takeServed()
    const { requests, bytes } = this.#receiver.takeCounts()
    const counts = this.#counts
    counts.minutes += 1
    counts.hostRequests += served.length
    counts.hostPeak = Math.max(counts.hostPeak, served.length)
    counts.reports += requests
    counts.reportBytes += bytes
    for (const { bytesIn, bytesOut, status, file } of served) {
      counts.hostBytesIn += bytesIn
      counts.hostBytesOut += bytesOut
      const answer = `${file} ${status}`
      counts.answers[answer] = (counts.answers[answer] ?? 0) + 1
    }
  }

  /** What was counted since this was last asked. */
  take(): Counts {
    const counts = this.#counts
    this.#counts = noCounts()
    return counts
  }
}

/** Of both times together. */
export function sumOf(left: Counts, right: Counts): Counts {
  const answers = { ...left.answers }
  for (const [name, count] of Object.entries(right.answers)) answers[name] = (answers[name] ?? 0) + count
  return {
    ...{ answers, hostPeak: Math.max(left.hostPeak, right.hostPeak), minutes: left.minutes + right.minutes },
    ...{ hostRequests: left.hostRequests + right.hostRequests, hostBytesIn: left.hostBytesIn + right.hostBytesIn },
    ...{ hostBytesOut: left.hostBytesOut + right.hostBytesOut, reports: left.reports + right.reports },
    reportBytes: left.reportBytes + right.reportBytes,
  }
}

function noCounts(): Counts {
  return {
    ...{ minutes: 0, hostRequests: 0, hostBytesIn: 0, hostBytesOut: 0, hostPeak: 0, answers: {} },
    ...{ reports: 0, reportBytes: 0 },
  }
}
