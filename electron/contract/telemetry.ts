import { z } from 'zod'
import { ShownName } from '#contract/text/shownName.ts'
import { BaseUrl, FilePath, Instant } from './values.ts'

/** What is sent to a collector of head office by OTLP over HTTP. Nothing is while there is no `endpoint`. */
export const TelemetrySettings = z
  .strictObject({
    /** Base URL of the collector: `/v1/metrics`, `/v1/logs` and `/v1/traces` are below it. */
    endpoint: BaseUrl,
    /** Path of a PEM file. When present, only these authorities are trusted for the collector. */
    caFile: FilePath,
    /** Under which names the numbers of this till stand; the name of the store and that of the till's pack where left out. */
    store: ShownName(60),
    till: ShownName(60),
    intervalSeconds: z.int().min(5).max(3_600),
    /** How many of a hundred brokered requests are traced, beside those whose trace the POS has begun. 0 traces none at all. */
    tracePercent: z.number().min(0).max(100),
    /** Whether conditions, crashes and the outcomes of updates are written into the log of the system as well. */
    systemEvents: z.enum(['on', 'off']),
  })
  .partial()
export type TelemetrySettings = z.infer<typeof TelemetrySettings>

/** Fields that HTTP or the protocol itself sets. */
const reserved = new Set(['content-type', 'content-length', 'content-encoding', 'host', 'connection', 'user-agent'])

/** Name of a header for the collector. Its value is a secret. */
export const TelemetryHeaderName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header: letters, digits and -')
  .refine((name) => !reserved.has(name.toLowerCase()), 'is set by the protocol itself')

export const TelemetryHeaderValue = z
  .string()
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,4094}[\x21-\x7e])?$/, 'must be plain ASCII without a blank at its ends')

export const TelemetryStatus = z.object({
  /**
   * `off`: there is no endpoint · `waiting`: nothing was sent yet · `sending`: the collector took what came last ·
   * `failing`: it did not.
   */
  state: z.enum(['off', 'waiting', 'sending', 'failing']),
  endpoint: z.string().optional(),
  /** Names of the headers that the vault keeps. */
  headers: z.array(z.string()),
  /** When the collector last took something. */
  sentAt: Instant.optional(),
  /** Why it took nothing, as one word. */
  reason: z.string().optional(),
})
export type TelemetryStatus = z.infer<typeof TelemetryStatus>
