import { z } from 'zod'

const KiB = 1024
const MiB = 1024 * KiB

/** What one till may ask at most (design 7), as far as somebody set it. The defaults are in core. */
export const LimitSettings = z
  .strictObject({
    bodyBytes: z
      .int()
      .min(KiB)
      .max(1024 * MiB),
    headerBytes: z
      .int()
      .min(4 * KiB)
      .max(256 * KiB),
    localConnections: z.int().min(1).max(10_000),
    upstreamConnections: z.int().min(1).max(1_000),
    /** How many of them one client may have in use. */
    upstreamConnectionsPerClient: z.int().min(1).max(1_000),
    /** Requests that may wait for a connection to one upstream. */
    queue: z.int().min(0).max(100_000),
    /** For each client. */
    requestsPerSecond: z.number().positive().max(1_000_000),
    burst: z.int().min(1).max(1_000_000),
    connectTimeoutMs: z.int().min(100).max(120_000),
    /** Until the upstream's answer begins. */
    answerTimeoutMs: z.int().min(100).max(600_000),
    /** Between two parts of the upstream's answer. */
    idleTimeoutMs: z.int().min(100).max(600_000),
  })
  .partial()
export type LimitSettings = z.infer<typeof LimitSettings>
