import { z } from 'zod'

/** What is looked at (design 10). */
export const Check = z.enum(['keychain', 'settings', 'port', 'audit', 'dns', 'proxy', 'tls', 'clock', 'credential'])
export type Check = z.infer<typeof Check>

/** What can be done about a finding with one touch. */
export const Remedy = z.object({
  action: z.enum(['test-upstream', 'rotate-upstream', 'sign-in-upstream', 'open-settings', 'check-again']),
  /** The upstream it is about. */
  target: z.string().optional(),
})
export type Remedy = z.infer<typeof Remedy>

export const Finding = z.object({
  check: Check,
  /** The upstream it is about, where it is about one. */
  upstream: z.string().optional(),
  outcome: z.enum(['fine', 'attention', 'trouble', 'skipped']),
  /** What was found, in one sentence. */
  sentence: z.string(),
  /** What to do about it, in one sentence; absent when nothing is to be done. */
  remedy: z.string().optional(),
  action: Remedy.optional(),
})
export type Finding = z.infer<typeof Finding>

export const Diagnosis = z.object({ at: z.int(), findings: z.array(Finding) })
export type Diagnosis = z.infer<typeof Diagnosis>
