import { Origin } from '#contract/values.ts'

/** The Origin field for the audit trail; `undefined` when it does not look like an origin, since it may hold anything. */
export function auditedOrigin(field: string | undefined): string | undefined {
  return field !== undefined && field.length <= 100 ? Origin.safeParse(field).data : undefined
}
