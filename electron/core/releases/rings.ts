import { createHash } from 'node:crypto'
import { z } from 'zod'
import { RingName } from '#contract/update.ts'

/** Share of each ring's tills that take what is signed, in percent. `*` is every ring that is not named. */
export const Rings = z.record(z.union([RingName, z.literal('*')]), z.number().min(0).max(100))
export type Rings = z.infer<typeof Rings>

/**
 * Whether a till is within the share of its ring. The order of tills differs for each thing that is rolled out, so that the
 * first ones are not always the same shops.
 *
 * @param rolledOut names it
 */
export function isInShare(rings: Rings, ring: string, installation: string, rolledOut: string): boolean {
  const percent = (Object.hasOwn(rings, ring) ? rings[ring] : rings['*']) ?? 0
  const hash = createHash('sha256').update(`${rolledOut} ${installation}`).digest().readUInt32BE(0)
  return hash / 2 ** 32 < percent / 100
}
