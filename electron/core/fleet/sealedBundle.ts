import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { AskId } from '#contract/fleet/asks.ts'
import type { Bundle } from '#contract/reports/bundle.ts'
import { Instant } from '#contract/values.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Random } from '#core/base/random.ts'
import { KeySeal, openByKey, sealToKey } from './keySeal.ts'

/** Whose bundle it is, in clear: head office sorts them without opening any. */
const BundleAbout = z.strictObject({
  format: z.literal(1),
  ask: AskId,
  /** As the ask names it. */
  till: z.string().max(100),
  installation: z.string().max(100),
  madeAt: Instant,
  fileName: z.string().regex(/^till-agent-support-[0-9-]{1,40}\.zip$/),
})
export type BundleAbout = z.infer<typeof BundleAbout>

/** A support bundle that only head office can open. */
const SealedBundle = BundleAbout.extend({ sealed: KeySeal })

const purpose = 'till-agent support bundle'

/** @param key the public key of head office @returns the text that is sent */
export function sealBundle({ content }: Bundle, about: BundleAbout, key: string, random: Random): string {
  const sealed = sealToKey(Buffer.from(content, 'base64'), JSON.stringify(about), key, random, purpose)
  return `${JSON.stringify({ ...about, sealed } satisfies z.input<typeof SealedBundle>, null, 2)}\n`
}

export type OpenedBundle =
  | { outcome: 'opened'; about: BundleAbout; zip: Buffer }
  /** `key` is the public part of the one that it was sealed to. */
  | { outcome: 'other-key'; key: string }
  | { outcome: 'no-bundle' }

/** @param privateKey of head office; anybody may have sealed it: the name of the till is what was said, not proven */
export function openBundle(text: string, privateKey: KeyObject): OpenedBundle {
  const read = SealedBundle.safeParse(parseJson(text))
  if (!read.success) return { outcome: 'no-bundle' }
  const { sealed, ...about } = read.data
  const zip = openByKey(sealed, JSON.stringify(about), privateKey, purpose)
  return zip ? { outcome: 'opened', about, zip } : { outcome: 'other-key', key: sealed.key }
}
