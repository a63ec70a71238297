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
  'half a body',
  'html 502',
  'code',
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
  /** For `code` only, and needed there: the cloud's own number (capillary.md 4.5), for SCAYLE and Gini the HTTP status. */
  code?: number
}

/** What the scripts hold for one request. */
export type Turn = { delayMs: number } & (
  | { fault: Exclude<FaultName, 'slow' | 'code'> | undefined }
  | { fault: 'code'; code: number }
)

/** What comes over HTTP, or a sentence saying what is wrong with it. */
export function readFaultScript(value: unknown): FaultScript | { error: string } {
  const { fault, method, path, times, delayMs, code } = fieldsOf(value)
  const name = faultNames.find((one) => one === String(fault))
  if (name === undefined) return { error: `Unknown fault ${JSON.stringify(fault)}.` }
  if (method !== undefined && typeof method !== 'string') return { error: 'method is text, such as "POST".' }
  if (path !== undefined && typeof path !== 'string') return { error: 'path is text, such as "/v2/otp".' }
  if (times !== undefined && !isCount(times)) return { error: 'times is a whole number above 0.' }
  if (delayMs !== undefined && !isCount(delayMs)) return { error: 'delayMs is a whole number of milliseconds.' }
  if (code !== undefined && !isCount(code)) return { error: 'code is a whole number above 0.' }
  if (name === 'code' && code === undefined) return { error: 'The fault "code" needs a code.' }
  return {
    fault: name,
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(times === undefined ? {} : { times }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(code === undefined ? {} : { code }),
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
  take(method: string, target: string): Turn {
    const matching = this.#scripts.filter((script) => matches(script, method, target))
    const slow = matching.find((script) => script.fault === 'slow')
    const other = matching.find((script) => script.fault !== 'slow')
    for (const used of [slow, other]) if (used !== undefined) used.left -= 1
    this.#scripts = this.#scripts.filter((script) => script.left > 0)
    const delayMs = slow === undefined ? 0 : (slow.delayMs ?? 3000)
    const fault = other?.fault
    if (fault === 'code') return { delayMs, fault, code: other?.code ?? 500 }
    return { delayMs, fault: fault === 'slow' ? undefined : fault }
  }
}

function matches(script: FaultScript, method: string, target: string): boolean {
  return (
    (script.method === undefined || script.method.toUpperCase() === method) && target.startsWith(script.path ?? '/')
  )
}
