import type { ExpectedIdentity, Identity } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Scheme } from './scheme.ts'

/** @throws Fault `INVALID_INPUT` for what no probe of this scheme tells: it would never be proven */
export function checkExpectable(expect: ExpectedIdentity | undefined, scheme: Scheme, at = ''): void {
  const told: readonly string[] = scheme.identifies ?? []
  const tells = told.length > 0 ? `only ${told.join(' and ')}` : 'none of it'
  const issues = Object.keys(expect ?? {})
    .filter((name) => !told.includes(name))
    .map((name) => ({
      path: `${at && `${at}.`}expect.${name}`,
      message: `cannot be proven: a probe of ${scheme.id} tells ${tells}`,
    }))
  if (issues.length > 0) throw invalid(issues)
}

/**
 * Compares whose credential it is with whose it must be. Points that are booked on another store's till are lost
 * (capillary.md 8), so a credential of another till is as wrong as one that is refused.
 *
 * @throws Fault `CREDENTIAL_UNEXPECTED` · `CREDENTIAL_UNPROVEN` when the upstream accepts it and does not say whose it is
 */
export function checkExpected(expect: ExpectedIdentity | undefined, identity: Identity): void {
  for (const [name, expected] of Object.entries(expect ?? {}) as [keyof ExpectedIdentity, string][]) {
    const told = identity[name]
    if (told === undefined) throw unproven(name, expected, identity.notice)
    if (normalised(told) !== normalised(expected)) throw unexpected(name, expected, told)
  }
}

function unexpected(name: string, expected: string, told: string): Fault {
  const detail = `The credential belongs to the ${name} ${JSON.stringify(told)}, where ${JSON.stringify(expected)} is expected.`
  return new Fault('CREDENTIAL_UNEXPECTED', detail, { property: name, expected, told })
}

function unproven(name: string, expected: string, notice = ''): Fault {
  const detail = `The upstream accepts the credential, but does not say whether it belongs to the ${name} ${JSON.stringify(expected)}.`
  const remedy = `${notice} Have it allowed to say so, or expect nothing of the ${name}.`.trim()
  return new Fault('CREDENTIAL_UNPROVEN', detail, undefined, remedy)
}

/** Names differ in case between a cloud's pages and its answers. */
function normalised(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}
