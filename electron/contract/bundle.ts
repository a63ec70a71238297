import { z } from 'zod'

/** What goes to support, as it will be in the zip: every line can be read before it leaves. */
export const BundlePreview = z.object({
  files: z.array(z.object({ name: z.string(), lines: z.array(z.string()) })),
})
export type BundlePreview = z.infer<typeof BundlePreview>

export const Bundle = z.object({
  fileName: z.string(),
  /** The zip, base64. */
  content: z.string(),
})
export type Bundle = z.infer<typeof Bundle>
