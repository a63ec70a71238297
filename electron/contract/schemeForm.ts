import { z } from 'zod'

/** One setting or secret of a scheme, as a form asks for it. */
export const SchemeField = z.object({
  /** As in the provisioning file; `a.b` is the field `b` of the object `a`. */
  name: z.string(),
  kind: z.enum(['text', 'number', 'flag', 'choice']),
  isRequired: z.boolean(),
  isSecret: z.boolean(),
  choices: z.array(z.string()).optional(),
})
export type SchemeField = z.infer<typeof SchemeField>

export const SchemeRegion = z.object({
  region: z.string(),
  /** Absent where it is not certain: it is asked for beside the region. */
  baseUrl: z.string().optional(),
  /** Names of the settings that the region stands for. */
  settings: z.array(z.string()),
})
export type SchemeRegion = z.infer<typeof SchemeRegion>

/** The fields that a person fills in to add an upstream of this scheme. */
export const SchemeForm = z.object({
  scheme: z.string(),
  fields: z.array(SchemeField),
  /** The cloud's own name for its base URL, or `baseUrl`. */
  baseUrlName: z.string(),
  /** Regions that can be named in place of addresses. */
  regions: z.array(SchemeRegion),
  /** Named sets of routes that clients can be granted. */
  presets: z.array(z.string()),
  /** Whether a cashier can look customers up there. */
  canLookUp: z.boolean(),
  canVerify: z.boolean(),
})
export type SchemeForm = z.infer<typeof SchemeForm>
