import { z } from 'zod'

/** One question of a scheme's, for a form. */
export const SchemeField = z.object({
  /** As in the provisioning file; a dot leads into an object. */
  name: z.string(),
  kind: z.enum(['text', 'number', 'flag', 'choice']),
  isRequired: z.boolean(),
  isSecret: z.boolean(),
  choices: z.array(z.string()).optional(),
})
export type SchemeField = z.infer<typeof SchemeField>

/** What has to be said to add an upstream of this scheme. */
export const SchemeForm = z.object({
  scheme: z.string(),
  fields: z.array(SchemeField),
  /** Regions that stand for a base URL. */
  regions: z.array(z.object({ region: z.string(), baseUrl: z.string() })),
  /** Named bundles of routes that clients can be granted. */
  presets: z.array(z.string()),
  /** What the window offers for it beside brokering. */
  canLookUp: z.boolean(),
  canVerify: z.boolean(),
  signsInWithBrowser: z.boolean(),
})
export type SchemeForm = z.infer<typeof SchemeForm>
