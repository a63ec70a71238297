import type { LimitSettings } from '../contract/limits.ts'

/** Every one of them, in the units of their names. */
export type Limits = { [Name in keyof LimitSettings]-?: Exclude<LimitSettings[Name], undefined> }

export const defaultLimits: Limits = {
  bodyBytes: 10 * 1024 * 1024,
  headerBytes: 16 * 1024,
  localConnections: 128,
  upstreamConnections: 32,
  upstreamConnectionsPerClient: 24,
  queue: 256,
  requestsPerSecond: 50,
  burst: 100,
  connectTimeoutMs: 5_000,
  answerTimeoutMs: 30_000,
  idleTimeoutMs: 30_000,
}

/** What is held of a body that a scheme must see (design 7). */
export const examinedBodyBytes = 1024 * 1024

/** What a caller's own `Till-Agent-Timeout-Ms` may say. */
export const callerTimeoutMs = { least: 100, most: 60_000 }

/** The limits in force: what was set, and the defaults for the rest. */
export function limitsOf(...settings: ({ limits?: LimitSettings | undefined } | undefined)[]): Limits {
  return Object.assign({}, defaultLimits, ...settings.map((one) => one?.limits))
}
