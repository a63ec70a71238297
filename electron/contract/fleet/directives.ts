import { z } from 'zod'
import { Grant } from '#contract/grant.ts'
import { SettingValue } from '#contract/setting.ts'
import { ShownName } from '#contract/text/shownName.ts'
import { ClientId, Instant, Origin, UpstreamId } from '#contract/values.ts'
import { AskView } from './asks.ts'

/** Fields of an upstream that is set up already, as its entry names them; `null` takes one out. No secret is among them. */
export const UpstreamChange = z.looseObject({ id: UpstreamId })
export type UpstreamChange = z.infer<typeof UpstreamChange>

/** What a client that is set up already may do. */
export const ClientChange = z.object({
  id: ClientId,
  grants: z.array(Grant).max(100).optional(),
  origins: z.array(Origin).max(100).optional(),
})
export type ClientChange = z.infer<typeof ClientChange>

/** What head office sets from afar. What it leaves out is as the till itself has it. */
export const DirectiveContents = z.object({
  /** By name, such as `limits.queue`. */
  settings: z.record(z.string().max(100), SettingValue).default({}),
  upstreams: z.array(UpstreamChange).max(100).default([]),
  clients: z.array(ClientChange).max(1_000).default([]),
})
export type DirectiveContents = z.infer<typeof DirectiveContents>

export const emptyContents: DirectiveContents = { settings: {}, upstreams: [], clients: [] }

/** A till that is to forget its secrets and serve nobody. */
export const Bar = z.object({
  /** Head office's name for it, or its installation. */
  till: z.string().min(1).max(100),
  /** When head office decided it. A till that a later pack has set up is not meant any more. */
  since: Instant,
  /** For the person at the till. */
  reason: ShownName(200).optional(),
})
export type Bar = z.infer<typeof Bar>

/** Why the directives of head office were not read, or not believed. */
export const DirectivesProblem = z.enum([
  'unreachable',
  'too-large',
  'malformed',
  'key-unknown',
  'tampered',
  'other-channel',
  'rolled-back',
  'dated-ahead',
  'out-of-bounds',
  'expired',
])
export type DirectivesProblem = z.infer<typeof DirectivesProblem>

/** What this till made of the directives of head office. */
export const FleetStatus = z.object({
  /** Head office's name for the till, from its last pack. */
  till: z.string().optional(),
  /** Names the till where it has no other name. */
  installation: z.string(),
  channel: z.string(),
  /** Where the directives are looked for; absent where this till knows no key of head office, or no address. */
  address: z.string().optional(),
  /** Of the newest directives that were believed. */
  counter: z.int().optional(),
  /** When directives were last believed. */
  seenAt: Instant.optional(),
  /** Present while head office has barred this till. */
  bar: Bar.omit({ till: true }).optional(),
  inForce: z
    .object({
      counter: z.int(),
      at: Instant,
      settings: z.array(z.string()),
      upstreams: z.array(z.string()),
      clients: z.array(z.string()),
    })
    .optional(),
  /** `obey`: others wait for a quiet moment · `trial`: those in force have yet to show that the till is well with them. */
  waits: z.enum(['obey', 'trial']).optional(),
  problem: DirectivesProblem.optional(),
  /** Directives that this till does not follow: it took them back, or they cannot be followed here. */
  failed: z
    .object({ counter: z.int(), outcome: z.enum(['taken-back', 'refused']), reason: z.string(), at: Instant })
    .optional(),
  /** What head office has asked of this till, the newest first. */
  asks: z.array(AskView).optional(),
})
export type FleetStatus = z.infer<typeof FleetStatus>
