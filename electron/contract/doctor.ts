import { z } from 'zod'

/** The doctor checks what most often stops a till. */
export const Check = z.enum([
  ...(['keychain', 'settings', 'environment', 'port', 'audit', 'verifications', 'log', 'drops', 'telemetry'] as const),
  ...(['dns', 'proxy', 'tls', 'certificate', 'clock', 'credential'] as const),
])
export type Check = z.infer<typeof Check>

/** A part of the system's own settings that the agent can open on the screen of its machine. */
export const SystemPanel = z.enum(['keychain', 'clock'])
export type SystemPanel = z.infer<typeof SystemPanel>

/** An action that a window offers as one button. */
export const Remedy = z.object({
  action: z.enum([
    'test-upstream',
    'rotate-upstream',
    'sign-in-upstream',
    'change-network',
    'open-settings',
    // Of the system, on the screen of the machine.
    'open-keychain',
    'open-clock',
    'check-again',
  ]),
  /** Id of the upstream to act on. */
  target: z.string().optional(),
})
export type Remedy = z.infer<typeof Remedy>

export const Finding = z.object({
  check: Check,
  /** Absent for a check of this machine. */
  upstream: z.string().optional(),
  outcome: z.enum(['fine', 'attention', 'trouble', 'skipped']),
  /** Why it came out so, as one word for programs. */
  reason: z.string(),
  /** What the sentence tells, such as the address of a proxy. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The result in one sentence. */
  sentence: z.string(),
  /** What to do, in one sentence; absent when there is nothing to do. */
  remedy: z.string().optional(),
  action: Remedy.optional(),
})
export type Finding = z.infer<typeof Finding>

/** @property at milliseconds since 1970 */
export const Diagnosis = z.object({ at: z.int(), findings: z.array(Finding) })
export type Diagnosis = z.infer<typeof Diagnosis>
