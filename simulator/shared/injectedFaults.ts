import { fieldsOf } from './json.ts'

export const faultNames = [
  'slow',
  '401',
  '403',
  '429',
  '498',
  '503',
  '521 once',
  'reset',
  'no effect, reset',
  'effect, then reset',
  'effect, then 503',
  'down',
  'half a body',
  'html 502',
  'code',
] as const

export type FaultName = (typeof faultNames)[number]

/** A fault and the requests it applies to, as `POST /_simulator/faults` takes it. */
export interface FaultRule {
  fault: FaultName
  /** Default: every method. */
  method?: string
  /** Prefix of the path, query included. Default: every path. */
  path?: string
  /** How many requests it applies to. Default: all until cleared; for `521 once` 1. */
  times?: number
  /** For `slow` only. Default 3000. */
  delayMs?: number
  /** For `down` only: how long every connection is broken. Default: until cleared. */
  seconds?: number
  /**
   * For `code` only, and required there: an error code of the cloud (capillary.md 4.5), for SCAYLE and Gini the HTTP
   * status.
   */
  code?: number
}

/** What the rules inject into one request. */
export type InjectedFault = { delayMs: number } & (
  | { fault: Exclude<FaultName, 'slow' | 'code'> | undefined }
  | { fault: 'code'; code: number }
)

/** A rule from a parsed JSON body, or a sentence that says what is wrong with the body. */
export function readFaultRule(value: unknown): FaultRule | { error: string } {
  const { fault, method, path, times, delayMs, seconds, code } = fieldsOf(value)
  const name = faultNames.find((known) => known === String(fault))
  if (name === undefined) return { error: `Unknown fault ${JSON.stringify(fault)}.` }
  if (method !== undefined && typeof method !== 'string') return { error: 'method is text, such as "POST".' }
  if (path !== undefined && typeof path !== 'string') return { error: 'path is text, such as "/v2/otp".' }
  if (times !== undefined && !isPositiveInteger(times)) return { error: 'times is a whole number above 0.' }
  if (delayMs !== undefined && !isPositiveInteger(delayMs)) {
    return { error: 'delayMs is a whole number of milliseconds.' }
  }
  if (seconds !== undefined && !isPositiveInteger(seconds)) return { error: 'seconds is a whole number above 0.' }
  if (code !== undefined && !isPositiveInteger(code)) return { error: 'code is a whole number above 0.' }
  if (name === 'code' && code === undefined) return { error: 'The fault "code" needs a code.' }
  return {
    fault: name,
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(times === undefined ? {} : { times }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(code === undefined ? {} : { code }),
  }
}

function isPositiveInteger(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0
}

export class InjectedFaults {
  readonly #now: () => number
  #rules: Array<FaultRule & { left: number; until: number }> = []

  constructor(now: () => number) {
    this.#now = now
  }

  add(rule: FaultRule): void {
    const left = rule.times ?? (rule.fault === '521 once' ? 1 : Number.POSITIVE_INFINITY)
    const until = rule.seconds === undefined ? Number.POSITIVE_INFINITY : this.#now() + rule.seconds * 1000
    this.#rules.push({ ...rule, left, until })
  }

  clear(): void {
    this.#rules = []
  }

  /** The active rules. `left` counts the requests still to come and is absent for a rule that stays until cleared. */
  all(): Array<FaultRule & { left?: number }> {
    return this.#current().map(({ left, until: _, ...rule }) => (Number.isFinite(left) ? { ...rule, left } : rule))
  }

  /**
   * The fault for one request; uses up one time of each rule that takes part. The first matching `slow` and the first
   * matching rule of another kind apply together, so that a slow response can also be a failure.
   */
  next(method: string, target: string): InjectedFault {
    const matching = this.#current().filter((rule) => matches(rule, method, target))
    const slow = matching.find((rule) => rule.fault === 'slow')
    const failure = matching.find((rule) => rule.fault !== 'slow')
    for (const used of [slow, failure]) if (used !== undefined) used.left -= 1
    this.#rules = this.#rules.filter((rule) => rule.left > 0)
    const delayMs = slow === undefined ? 0 : (slow.delayMs ?? 3000)
    const fault = failure?.fault
    if (fault === 'code') return { delayMs, fault, code: failure?.code ?? 500 }
    return { delayMs, fault: fault === 'slow' ? undefined : fault }
  }

  #current() {
    return this.#rules.filter(({ until }) => this.#now() < until)
  }
}

function matches(rule: FaultRule, method: string, target: string): boolean {
  return (rule.method === undefined || rule.method.toUpperCase() === method) && target.startsWith(rule.path ?? '/')
}
