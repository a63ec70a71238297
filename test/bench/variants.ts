export const variantNames = ['direct', 'nginx', 'agent'] as const
export type VariantName = (typeof variantNames)[number]

/** One way from the caller to the cloud. */
export interface Variant {
  name: VariantName
  base: string
  authorization: string
  /** Its processes now; none where nothing stands between. */
  pids(): number[]
}
