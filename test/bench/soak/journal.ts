import { type FaultCode, faults } from '#contract/faults/faults.ts'
import type { Outcome } from './request.ts'
import { digestOf } from './routes.ts'
import { type ExpectedOutcome, faultsDuringOutage, notSentFaults, type Scenario } from './scenario.ts'
import type { UpstreamReport } from './upstream.ts'

/** Number of violations whose text is kept. */
const maxReported = 50

/** Compares the outcome of every request with the expected one, and the callers' view with the upstream's. */
export class RequestJournal {
  readonly violations: string[] = []
  /** How often each outcome occurred, by method, behaviour and outcome. */
  readonly outcomes = new Map<string, number>()
  readonly #posts = new Map<string, { outcome: string; isAnswered: boolean }>()
  /** Outcomes that promise that nothing was sent, by request id. */
  readonly #neverSent = new Map<string, string>()
  requests = 0
  #violationCount = 0

  get violationCount(): number {
    return this.#violationCount
  }

  record(scenario: Scenario, outcome: Outcome, isHealthy: boolean): void {
    this.requests += 1
    const name = nameOf(outcome)
    const line = `${scenario.method} ${scenario.behaviour ?? 'refused'}: ${name}`
    this.outcomes.set(line, (this.outcomes.get(line) ?? 0) + 1)
    const isUnsent = outcome.kind === 'response' && outcome.fault !== undefined && notSentFaults.has(outcome.fault)
    if (scenario.method === 'POST') {
      const isAnswered = outcome.kind === 'response' && outcome.fault === undefined
      this.#posts.set(scenario.id, { outcome: name, isAnswered })
    }
    if (scenario.behaviour === undefined || isUnsent) this.#neverSent.set(scenario.id, line)
    const violation = violationIn(scenario, outcome, isHealthy)
    if (violation) {
      this.reportViolation(`${scenario.id} ${line}, link ${isHealthy ? 'healthy' : 'interrupted'}: ${violation}`)
    }
  }

  /** Checks that no request declared as not sent has arrived, and no POST twice. */
  reconcile({ seen, improper }: UpstreamReport): void {
    const arrivals = new Map(seen)
    for (const [id, { outcome, isAnswered }] of this.#posts) {
      const times = arrivals.get(id) ?? 0
      if (times > 1) this.reportViolation(`${id}: POST reached the upstream ${times} times (${outcome})`)
      if (isAnswered && times !== 1)
        this.reportViolation(`${id}: POST was answered (${outcome}) and arrived ${times} times`)
    }
    for (const [id, line] of this.#neverSent)
      if (arrivals.has(id))
        this.reportViolation(`${id} ${line}: reached the upstream although its caller was told that nothing was sent`)
    if (improper > 0)
      this.reportViolation(`${improper} requests reached the upstream without the right credential or with the key`)
  }

  reportViolation(text: string): void {
    this.#violationCount += 1
    if (this.violations.length < maxReported) this.violations.push(text)
  }
}

/** What is wrong with an outcome; `undefined` for an acceptable one. */
export function violationIn({ method, expected }: Scenario, outcome: Outcome, isHealthy: boolean): string | undefined {
  if (outcome.kind === 'stuck') return 'the request does not end'
  if (outcome.kind === 'aborted' || expected === 'anything') return undefined
  const malformed = outcome.kind === 'response' && malformedFault(outcome)
  if (malformed) return malformed
  const problem = mismatch(expected, outcome)
  if (!problem || isHealthy) return problem
  const isAcceptable =
    (outcome.kind === 'response' &&
      outcome.fault !== undefined &&
      (faultsDuringOutage[method] as string[]).includes(outcome.fault)) ||
    // The caller can see that the response is incomplete.
    outcome.kind === 'truncated'
  return isAcceptable ? undefined : problem
}

function mismatch(expected: Exclude<ExpectedOutcome, 'anything'>, outcome: Outcome): string | undefined {
  if (expected === 'truncated') {
    return outcome.kind === 'truncated' ? undefined : 'an incomplete response looks complete'
  }
  if (outcome.kind !== 'response') return 'no response'
  if ('fault' in expected)
    return expected.fault.includes(outcome.fault as FaultCode) ? undefined : `${expected.fault} is expected`
  if (outcome.fault !== undefined || outcome.status !== expected.status) return `${expected.status} is expected`
  return digestOf(outcome.body) === expected.digest ? undefined : 'the body differs from the upstream’s'
}

/** Checks that status, header and body of a fault agree. */
function malformedFault({ status, fault, body }: Extract<Outcome, { kind: 'response' }>): string | undefined {
  if (fault === undefined) return undefined
  const definition = (faults as Record<string, { status: number }>)[fault]
  if (!definition) return 'the fault is not in the contract'
  if (definition.status !== status) return `status ${status} instead of ${definition.status}`
  return codeIn(body) === fault ? undefined : 'the body names another code'
}

function codeIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')).code
  } catch {
    return undefined
  }
}

function nameOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'response':
      return outcome.fault ?? String(outcome.status)
    case 'no-response':
      return `no response (${outcome.reason})`
    default:
      return outcome.kind
  }
}
