import { z } from 'zod'
import { ClientEntry } from '#contract/client.ts'
import { DropCommon } from '#contract/drops/drop.ts'
import { maxPackBytes, PublicKey } from '#contract/fleet/fleet.ts'
import { ProvisioningFile, provisioningBounds } from '#contract/provisioning.ts'
import { SettingValue } from '#contract/setting.ts'
import { ShownName } from '#contract/text/shownName.ts'
import { UpstreamEntry } from '#contract/upstream.ts'
import { Instant } from '#contract/values.ts'
import type { DocumentKind } from '#core/signing/signedDocument.ts'
import { SealedBox } from './sealedBox.ts'

/** All of a till's set-up, as head office signs it. */
export const Pack = z.strictObject({
  format: z.literal(1),
  /** Rises with each run of the command that makes packs. */
  counter: z.int().positive(),
  releasedAt: Instant,
  expiresAt: Instant,
  /** Head office's name for the till. */
  till: ShownName(60),
  /** The keys of head office that the till trusts from now on; the pack is signed by one of them. */
  keys: z.array(PublicKey).min(1).max(8),
  /** A provisioning file without its secrets. */
  setup: ProvisioningFile.extend({
    upstreams: z.array(UpstreamEntry).max(provisioningBounds.upstreams),
    clients: z.array(ClientEntry).max(provisioningBounds.clients),
    drops: z.array(DropCommon.strict()).max(provisioningBounds.drops).optional(),
  }),
  /** By name, such as `updates.ring`. */
  settings: z.record(z.string().max(100), SettingValue),
  sealed: SealedBox,
})
export type Pack = z.infer<typeof Pack>

/** Any number of packs goes by a till between two that it takes. */
export const packKind: DocumentKind<Pack> = {
  ...{ name: 'pack', context: 'till-agent pack\n', schema: Pack },
  ...{ maxBytes: maxPackBytes, maxCounterStep: Number.POSITIVE_INFINITY },
}

/**
 * What the secrets of a pack are sealed with: all the rest of it. Who signs a stolen pack anew, with a key of theirs or for a
 * server of theirs, has a pack that no code opens.
 *
 * @param text the pack as it was signed, or as it is to be sealed
 */
export function contentOf(text: string): string {
  const { sealed: _, ...content } = JSON.parse(text) as Record<string, unknown>
  return JSON.stringify(content)
}
