import { invalid } from '#core/base/inputIssues.ts'
import type { Secret } from '#core/base/secret.ts'

/**
 * Refuses a secret that a keychain would change: libsecret cuts text off at a NUL and replaces invalid Unicode.
 *
 * @throws Fault `INVALID_INPUT`
 */
export function checkStorable(secret: Secret): void {
  const problem = problemOf(secret.reveal())
  if (problem) throw invalid([{ path: 'secret', message: problem }])
}

function problemOf(text: string): string | undefined {
  if (text === '') return 'must not be empty'
  if (text.includes('\0')) return 'must not hold a NUL character'
  if (!text.isWellFormed()) return 'must be well-formed Unicode'
  return undefined
}
