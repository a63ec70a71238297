import type { Answer, Family } from './answer.ts'
import type { Assumptions } from './assumptions.ts'
import { fieldsOf } from './json.ts'
import { customerBusy, noAccess, tokenRefused, tooMany, wrongCredential } from './refusal.ts'

export const faultNames = [
  'slow',
  '401',
  '403',
  '429',
  '498',
  '503',
  '521 once',
  'reset',
  'half a body',
  'html 502',
] as const

export type FaultName = (typeof faultNames)[number]

export interface FaultScript {
  fault: FaultName
  /** Default: every method. */
  method?: string
  /** How the path, query included, begins. Default: every API path. */
  path?: string
  /** Default: until cleared; `521 once` means 1. */
  times?: number
  /** For `slow` only. Default 3000. */
  delayMs?: number
}

/** What comes over HTTP, or a sentence saying what is wrong with it. */
export function readFaultScript(value: unknown): FaultScript | { error: string } {
  const { fault, method, path, times, delayMs } = fieldsOf(value)
  const name = faultNames.find((one) => one === String(fault))
  if (name === undefined) return { error: `Unknown fault ${JSON.stringify(fault)}.` }
  if (method !== undefined && typeof method !== 'string') return { error: 'method is text, such as "POST".' }
  if (path !== undefined && typeof path !== 'string') return { error: 'path is text, such as "/v2/otp".' }
  if (times !== undefined && !isCount(times)) return { error: 'times is a whole number above 0.' }
  if (delayMs !== undefined && !isCount(delayMs)) return { error: 'delayMs is a whole number of milliseconds.' }
  return {
    fault: name,
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(times === undefined ? {} : { times }),
    ...(delayMs === undefined ? {} : { delayMs }),
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0
}

export class Faults {
  #scripts: Array<FaultScript & { left: number }> = []

  add(script: FaultScript): void {
    const left = script.times ?? (script.fault === '521 once' ? 1 : Number.POSITIVE_INFINITY)
    this.#scripts.push({ ...script, left })
  }

  clear(): void {
    this.#scripts = []
  }

  /** `left` is absent for a fault that stays until cleared. */
  all(): Array<FaultScript & { left?: number }> {
    return this.#scripts.map(({ left, ...script }) => (Number.isFinite(left) ? { ...script, left } : script))
  }

  /** Uses one turn: the first delay and the first other fault that match, for a slow answer may also be a bad one. */
  take(method: string, target: string): { delayMs: number; fault: Exclude<FaultName, 'slow'> | undefined } {
    const matching = this.#scripts.filter((script) => matches(script, method, target))
    const slow = matching.find((script) => script.fault === 'slow')
    const other = matching.find((script) => script.fault !== 'slow')
    for (const used of [slow, other]) if (used !== undefined) used.left -= 1
    this.#scripts = this.#scripts.filter((script) => script.left > 0)
    return {
      delayMs: slow === undefined ? 0 : (slow.delayMs ?? 3000),
      fault: other === undefined || other.fault === 'slow' ? undefined : other.fault,
    }
  }
}

function matches(script: FaultScript, method: string, target: string): boolean {
  return (
    (script.method === undefined || script.method.toUpperCase() === method) && target.startsWith(script.path ?? '/')
  )
}

/** The answer a fault gives instead of acting; `undefined` for those that break the connection. */
export function faultAnswer(
  fault: Exclude<FaultName, 'slow'>,
  assumptions: Assumptions,
  family: Family,
  now: number,
): Answer | undefined {
  switch (fault) {
    case '401':
      return wrongCredential(assumptions, family)
    case '403':
      return noAccess(assumptions, family, 4000)
    case '429':
      return tooMany(assumptions, family)
    case '498':
      return tokenRefused(assumptions, family, 498, now)
    case '503':
      return noAccess(assumptions, family, 4001)
    case '521 once':
      return customerBusy(assumptions, family)
    case 'html 502':
      return { status: 502, body: '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>' }
    case 'reset':
    case 'half a body':
      return undefined
  }
}
