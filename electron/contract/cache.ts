import { z } from 'zod'

/** How long answers to look-ups are kept in memory. Absent from an upstream's settings, none is kept. */
export const CacheSettings = z
  .strictObject({
    /** For so long an answer is given without the upstream being asked. */
    freshSeconds: z.int().min(0).max(3_600).default(0),
    /** For so long after that, it is given while the upstream cannot be reached (RFC 5861). */
    staleSeconds: z.int().min(0).max(86_400).default(0),
  })
  .refine(({ freshSeconds, staleSeconds }) => freshSeconds + staleSeconds > 0, 'must keep answers for a second or more')
export type CacheSettings = z.infer<typeof CacheSettings>
