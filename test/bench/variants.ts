export const variantNames = ['direct', 'nginx', 'bare client', 'bare undici', 'agent'] as const
export type VariantName = (typeof variantNames)[number]

/** A path from the caller to the cloud: direct or through a broker. */
export interface Variant {
  name: VariantName
  base: string
  authorization: string
  /** Ids of the broker's processes; empty for `direct`. */
  pids(): number[]
}
