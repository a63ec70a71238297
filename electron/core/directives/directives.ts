import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Ask } from '#contract/fleet/asks.ts'
import { Bar, DirectiveContents } from '#contract/fleet/directives.ts'
import { ChannelName } from '#contract/fleet/fleet.ts'
import { Instant } from '#contract/values.ts'
import { Rings } from '#core/releases/rings.ts'
import type { DocumentKind } from '#core/signing/signedDocument.ts'

/**
 * What head office wants of its tills, as it signs it: one file for each channel, beside the releases. A field of a later version
 * is left out: it must not keep a till from obeying the rest.
 */
export const Directives = z.object({
  format: z.literal(1),
  channel: ChannelName,
  /** Rises with each file of a channel. */
  counter: z.int().positive(),
  releasedAt: Instant,
  expiresAt: Instant,
  /** Of the contents alone. */
  rings: Rings,
  barred: z.array(Bar).max(1_000).default([]),
  asks: z.array(Ask).max(1_000).default([]),
  ...DirectiveContents.shape,
})
export type Directives = z.infer<typeof Directives>

/** Of a signed file: a hundred upstreams and a thousand clients. */
export const maxDirectivesBytes = 256 * 1024

export const directivesKind: DocumentKind<Directives> = {
  ...{ name: 'directives', context: 'till-agent directives\n', schema: Directives },
  maxBytes: maxDirectivesBytes,
}

export function contentsOf({ settings, upstreams, clients }: DirectiveContents): DirectiveContents {
  return { settings, upstreams, clients }
}

/** SHA-256, hexadecimal. */
export function contentsDigest(contents: DirectiveContents): string {
  return createHash('sha256')
    .update(JSON.stringify(contentsOf(contents)))
    .digest('hex')
}

/** The file of a channel, beside the releases. */
export function directivesFile(channel: string): string {
  return `${channel}.fleet.json`
}
