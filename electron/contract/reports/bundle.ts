import { z } from 'zod'

/** The files of a support bundle as the zip will hold them: a person can read every line before it leaves. */
export const BundlePreview = z.object({
  files: z.array(z.object({ name: z.string(), lines: z.array(z.string()) })),
})
export type BundlePreview = z.infer<typeof BundlePreview>

export const Bundle = z.object({
  fileName: z.string(),
  /** Six digits, also in the file's name: read out to support, who then know which bundle it is. */
  reference: z.string().regex(/^\d{6}$/),
  /** The zip, base64. */
  content: z.string(),
})
export type Bundle = z.infer<typeof Bundle>
