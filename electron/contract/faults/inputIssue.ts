import { z } from 'zod'

/** What a value breaks, where a window can say it in its own language. The message says it in English in any case. */
export const InputRule = z.object({
  name: z.enum([
    ...(['missing', 'number', 'whole-number', 'at-least', 'at-most', 'too-short', 'too-long'] as const),
    ...(['one-of', 'email', 'url'] as const),
  ]),
  /** The smallest or largest value or length. */
  limit: z.number().optional(),
  choices: z.array(z.string()).optional(),
})
export type InputRule = z.infer<typeof InputRule>

export const InputIssue = z.object({
  /** Such as `upstreams[0].baseUrl`. */
  path: z.string(),
  message: z.string(),
  rule: InputRule.optional(),
})
export type InputIssue = z.infer<typeof InputIssue>
