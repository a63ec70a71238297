import { z } from 'zod'
import { BaseUrl, Instant, ProxySetting, UpstreamId } from './values.ts'

/** What every upstream has, whatever its scheme. */
export const UpstreamCommon = z.object({
  id: UpstreamId,
  scheme: z.string().meta({ description: 'How the upstream is spoken to, e.g. capillary-till' }),
  baseUrl: BaseUrl,
  /** PEM file. When given, only these authorities vouch for this upstream. */
  caFile: z.string().min(1).optional(),
  proxy: ProxySetting.optional(),
})

/**
 * What a person says of an upstream: the common part, the scheme's own settings and the scheme's secrets, all on one
 * level. The last two are known to the scheme alone, so they are checked there: a new scheme never touches the contract.
 * In place of `baseUrl` some schemes take a `region`.
 */
export const UpstreamEntry = UpstreamCommon.partial({ baseUrl: true }).loose()
export type UpstreamEntry = z.infer<typeof UpstreamEntry>

/** ready: can be called · not-ready: no credential at hand · locked: the upstream refused the credential (design 7). */
export const UpstreamState = z.enum(['ready', 'not-ready', 'locked'])
export type UpstreamState = z.infer<typeof UpstreamState>

export const UpstreamView = UpstreamCommon.extend({
  settings: z.record(z.string(), z.unknown()).meta({ description: "the scheme's own settings, without secrets" }),
  state: UpstreamState,
  /** Of the fault that keeps it from being ready. */
  code: z.string().optional(),
  /** Who the upstream says we are, as it last did. */
  organisation: z.string().optional(),
  till: z.string().optional(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  createdAt: Instant,
  rotatedAt: Instant.optional(),
})
export type UpstreamView = z.infer<typeof UpstreamView>

/** Who the upstream says we are. */
export const Identity = z.object({
  organisation: z.string().optional(),
  till: z.string().optional(),
  /** Who signed in with a browser, as the identity provider names them. */
  person: z.string().optional(),
  /** The upstream's clock minus ours. */
  clockSkewMs: z.int().optional(),
  latencyMs: z.number(),
  /** What a person should know all the same, as a sentence. */
  notice: z.string().optional(),
})
export type Identity = z.infer<typeof Identity>
