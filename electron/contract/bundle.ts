import { z } from 'zod'

/** The files of a support bundle as the zip will hold them: a person can read every line before it leaves. */
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
