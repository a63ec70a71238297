import { z } from 'zod'

const KiB = 1024
const MiB = 1024 * KiB

/** Limits that differ from the defaults of core. They keep one program from using up the machine or the upstream. */
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
    /** How many fields a request's head may have. */
    headerFields: z.int().min(16).max(2_000),
    /** Of a request's target: path and query. */
    targetBytes: z
      .int()
      .min(KiB)
      .max(256 * KiB),
    /** Of an upstream's response. */
    responseHeaderBytes: z
      .int()
      .min(4 * KiB)
      .max(MiB),
    localConnections: z.int().min(1).max(10_000),
    upstreamConnections: z.int().min(1).max(1_000),
    /** Of `upstreamConnections`, how many one client may use at a time. */
    upstreamConnectionsPerClient: z.int().min(1).max(1_000),
    /** Requests that may wait for a connection to one upstream. */
    queue: z.int().min(0).max(100_000),
    /** Per client, as is `burst`. */
    requestsPerSecond: z.number().positive().max(1_000_000),
    burst: z.int().min(1).max(1_000_000),
    connectTimeoutMs: z.int().min(100).max(120_000),
    /** From the first byte that is sent until the upstream's response begins, whatever comes in between. */
    answerTimeoutMs: z.int().min(100).max(600_000),
    /** A request whose body is streamed may take a second longer for each so many bytes of it. */
    uploadBytesPerSecond: z
      .int()
      .min(KiB)
      .max(1024 * MiB),
    /** Between two chunks of the upstream's response. */
    idleTimeoutMs: z.int().min(100).max(600_000),
    /** How long a caller may take nothing of a response before it is cut off. */
    stalledReaderTimeoutMs: z.int().min(100).max(600_000),
    /** Of the bodies of requests that wait, together: what is read ahead, so that a caller who leaves is noticed. */
    readAheadBytes: z
      .int()
      .min(64 * KiB)
      .max(1024 * MiB),
    /** Of a request that is answered before all of it has come: what is still read, so that its sender sees the answer. */
    lingerBytes: z
      .int()
      .min(KiB)
      .max(1024 * MiB),
    lingerTimeoutMs: z.int().min(100).max(600_000),
    /** How often an upstream is asked that could not be reached. */
    offlineProbeIntervalMs: z.int().min(1_000).max(3_600_000),
    /** For one call to the keychain, which may wait for a person. */
    keychainTimeoutMs: z.int().min(1_000).max(600_000),
    /** How long a person may take to sign in with a browser. After that the port on this machine is closed. */
    browserSignInTimeoutMs: z.int().min(30_000).max(3_600_000),
    /** How long a code for a customer's phone is waited for, however long the identity provider would. */
    codeSignInTimeoutMs: z.int().min(30_000).max(3_600_000),
    /** Sign-ins of customers under way at identity providers; one more ends the oldest. */
    signInsPerClient: z.int().min(1).max(256),
    /** Of one file in a folder that is watched. It is encrypted in memory. */
    dropFileBytes: z
      .int()
      .min(KiB)
      .max(512 * MiB),
    /** Wrong codes after which a pack is dead on this till. */
    packTries: z.int().min(1).max(20),
    /** Packs whose wrong codes are counted at a time; where there are more, no code opens a further one. */
    packsTried: z.int().min(10).max(1_000),
    /** How far the time of a signed request may be from the agent's own. */
    signatureAgeMs: z.int().min(1_000).max(600_000),
    /** Signed requests of one client that are remembered, so that none counts twice; one more has to wait. */
    signaturesPerClient: z.int().min(100).max(1_000_000),
    /** Entries of the outbox that are not over. `outboxBytes` is what they may hold together. */
    outboxEntries: z.int().min(10).max(1_000_000),
    outboxBytes: z
      .int()
      .min(MiB)
      .max(64 * 1024 * MiB),
    /** How long an entry may wait at most, however wide the posting window of its upstream is. */
    outboxAgeMs: z
      .int()
      .min(60_000)
      .max(90 * 24 * 3_600_000),
    /** Answers to look-ups that are kept in memory. `cacheBytes` is what they may hold together, `cacheEntryBytes` each. */
    cacheEntries: z.int().min(1).max(100_000),
    cacheBytes: z
      .int()
      .min(64 * KiB)
      .max(1024 * MiB),
    cacheEntryBytes: z
      .int()
      .min(KiB)
      .max(4 * MiB),
  })
  .partial()
export type LimitSettings = z.infer<typeof LimitSettings>
