import { type FaultCode, faults } from '../../../electron/contract/faults.ts'
import type { Got } from './ask.ts'
import { type Errand, nothingSent, type Right, troubleFaults } from './errand.ts'
import { digestOf } from './routes.ts'
import type { Count } from './upstream.ts'

/** How many violations are told in full. */
const mostTold = 50

/** What every caller got, held against what it should have got. */
export class Ledger {
  readonly violations: string[] = []
  readonly outcomes = new Map<string, number>()
  readonly #posts = new Map<string, { outcome: string; isAnswered: boolean; isUnsent: boolean }>()
  /** By id, what their callers were told. */
  readonly #neverSent = new Map<string, string>()
  requests = 0
  #violationsInAll = 0

  get violationCount(): number {
    return this.#violationsInAll
  }

  enter(errand: Errand, got: Got, isCalm: boolean): void {
    this.requests += 1
    const outcome = nameOf(got)
    const line = `${errand.method} ${errand.behaviour ?? 'refused'}: ${outcome}`
    this.outcomes.set(line, (this.outcomes.get(line) ?? 0) + 1)
    const isUnsent = got.kind === 'answer' && got.fault !== undefined && nothingSent.has(got.fault)
    if (errand.method === 'POST') {
      const isAnswered = got.kind === 'answer' && got.fault === undefined
      this.#posts.set(errand.id, { outcome, isAnswered, isUnsent })
    }
    if (errand.behaviour === undefined || isUnsent) this.#neverSent.set(errand.id, line)
    const problem = wrongIn(errand, got, isCalm)
    if (problem) this.accuse(`${errand.id} ${line}, ${isCalm ? 'line well' : 'line in trouble'}: ${problem}`)
  }

  /** Nothing that was said not to be sent may have arrived, and no POST twice. */
  settle({ seen, improper }: Count): void {
    const times = new Map(seen)
    for (const [id, { outcome, isAnswered }] of this.#posts) {
      const came = times.get(id) ?? 0
      if (came > 1) this.accuse(`${id}: POST reached the upstream ${came} times (${outcome})`)
      if (isAnswered && came !== 1) this.accuse(`${id}: POST was answered (${outcome}) and came ${came} times`)
    }
    for (const [id, line] of this.#neverSent)
      if (times.has(id))
        this.accuse(`${id} ${line}: reached the upstream although its caller was told that nothing was sent`)
    if (improper > 0)
      this.accuse(`${improper} requests reached the upstream without the right credential or with the key`)
  }

  accuse(what: string): void {
    this.#violationsInAll += 1
    if (this.violations.length < mostTold) this.violations.push(what)
  }
}

function wrongIn({ method, right }: Errand, got: Got, isCalm: boolean): string | undefined {
  if (got.kind === 'stuck') return 'no end of it'
  if (got.kind === 'left' || right === 'anything') return undefined
  const misworded = got.kind === 'answer' && statusProblem(got)
  if (misworded) return misworded
  const problem = differenceTo(right, got)
  if (!problem || isCalm) return problem
  const isHonest =
    (got.kind === 'answer' && got.fault !== undefined && (troubleFaults[method] as string[]).includes(got.fault)) ||
    // A part of an answer came through, and is not passed off as the whole.
    got.kind === 'cut-off'
  return isHonest ? undefined : problem
}

function differenceTo(right: Exclude<Right, 'anything'>, got: Got): string | undefined {
  if (right === 'cut-off') return got.kind === 'cut-off' ? undefined : 'a part passed for the whole'
  if (got.kind !== 'answer') return 'no answer'
  if ('fault' in right)
    return right.fault.includes(got.fault as FaultCode) ? undefined : `${right.fault} would be right`
  if (got.fault !== undefined || got.status !== right.status) return `${right.status} would be right`
  return digestOf(got.body) === right.digest ? undefined : 'another body than the upstream sent'
}

/** Status, header and body of a fault say the same. */
function statusProblem({ status, fault, body }: Extract<Got, { kind: 'answer' }>): string | undefined {
  if (fault === undefined) return undefined
  const definition = (faults as Record<string, { status: number }>)[fault]
  if (!definition) return 'no fault of the contract'
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

function nameOf(got: Got): string {
  switch (got.kind) {
    case 'answer':
      return got.fault ?? String(got.status)
    case 'no-answer':
      return `no answer (${got.reason})`
    default:
      return got.kind
  }
}
