import type { LimitSettings } from '#contract/limits.ts'

/** All limits, each in the unit of its name. */
export type Limits = { [Name in keyof LimitSettings]-?: Exclude<LimitSettings[Name], undefined> }

export const defaultLimits: Limits = {
  bodyBytes: 10 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headerFields: 100,
  targetBytes: 8 * 1024,
  responseHeaderBytes: 64 * 1024,
  localConnections: 128,
  upstreamConnections: 32,
  upstreamConnectionsPerClient: 24,
  queue: 256,
  requestsPerSecond: 50,
  burst: 100,
  connectTimeoutMs: 5_000,
  answerTimeoutMs: 30_000,
  uploadBytesPerSecond: 64 * 1024,
  idleTimeoutMs: 30_000,
  stalledReaderTimeoutMs: 30_000,
  readAheadBytes: 32 * 1024 * 1024,
  lingerBytes: 64 * 1024 * 1024,
  lingerTimeoutMs: 10_000,
  offlineProbeIntervalMs: 30_000,
  keychainTimeoutMs: 10_000,
  browserSignInTimeoutMs: 300_000,
  codeSignInTimeoutMs: 900_000,
  signInsPerClient: 8,
  dropFileBytes: 64 * 1024 * 1024,
  packTries: 10,
  packsTried: 100,
  signatureAgeMs: 30_000,
  signaturesPerClient: 10_000,
  outboxEntries: 10_000,
  outboxBytes: 256 * 1024 * 1024,
  outboxAgeMs: 30 * 24 * 3_600_000,
  cacheEntries: 2_000,
  cacheBytes: 16 * 1024 * 1024,
  cacheEntryBytes: 256 * 1024,
}

/** The largest body that is held in memory because a scheme must read it. All other bodies stream. */
export const examinedBodyBytes = 1024 * 1024

/** Bounds of the header `Till-Agent-Timeout-Ms`. */
export const callerTimeoutMs = { min: 100, max: 60_000 }

/** The limits in force. Later settings win over earlier ones, all of them over the defaults. */
export function limitsOf(...settings: ({ limits?: LimitSettings | undefined } | undefined)[]): Limits {
  return Object.assign({}, defaultLimits, ...settings.map((group) => group?.limits))
}
