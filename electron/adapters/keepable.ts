import { invalid } from '../core/issues.ts'
import type { Secret } from '../core/secret.ts'

/**
 * A keychain cannot give every text back as it was: libsecret ends at a NUL and what is no Unicode is replaced.
 *
 * @throws Fault `INVALID_INPUT`
 */
export function checkKeepable(secret: Secret): void {
  const text = secret.reveal()
  const problem = problemOf(text)
  if (problem) throw invalid([{ path: 'secret', message: problem }])
}

function problemOf(text: string): string | undefined {
  if (text === '') return 'must not be empty'
  if (text.includes('\0')) return 'must not hold a NUL character'
  if (!text.isWellFormed()) return 'must be well-formed Unicode'
  return undefined
}
