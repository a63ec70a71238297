import type { AuditTrail } from '#core/audit/auditTrail.ts'
import { Fault } from '#core/base/fault.ts'
import type { LogState } from '#core/base/log.ts'
import type { Vault } from '#core/base/vault.ts'
import type { Diagnostics } from './diagnostics.ts'
import { type Finding, faultFinding } from './finding.ts'
import type { StoreState } from './status.ts'
import type { SystemPanels } from './systemPanels.ts'

/** No secret is ever stored under this account: reading it tries the keychain out. */
const absentAccount = 'doctor'

export const noUpstream: Finding = { check: 'credential', outcome: 'attention', reason: 'no-upstream', params: null }

/** @param panels absent where nobody sees a screen of this machine */
export async function checkKeychain(vault: Vault, panels: SystemPanels | undefined): Promise<Finding> {
  const check = 'keychain'
  if (vault.forgets) return { check, outcome: 'attention', reason: 'keychain-in-memory', params: null }
  try {
    await vault.read(absentAccount)
    return { check, outcome: 'fine', reason: 'keychain-works', params: null }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const isToUnlock = thrown.code === 'KEYCHAIN_LOCKED' && panels?.has('keychain')
    return { ...faultFinding({ check }, thrown), action: { action: isToUnlock ? 'open-keychain' : 'check-again' } }
  }
}

/** A store that can be tried out. */
export interface CheckedStore extends Pick<StoreState, 'problem'> {
  /** Uses it now. What it fails with is `problem` afterwards. */
  check(): void
}

export function checkSettings(settings: CheckedStore, diagnostics: Diagnostics | undefined): Finding[] {
  const check = 'settings'
  settings.check()
  const copies = diagnostics?.settingsSetAside() ?? []
  const damaged = copies.map(
    (copy): Finding => ({ check, outcome: 'attention', reason: 'settings-damaged', params: { copy } }),
  )
  if (settings.problem) return [...damaged, faultFinding({ check }, settings.problem)]
  if (damaged.length > 0 || !diagnostics) return damaged
  return [{ check, outcome: 'fine', reason: 'settings-in-order', params: null }]
}

/** Nothing while all is well. */
export async function checkDataAccess(diagnostics: Diagnostics | undefined): Promise<Finding[]> {
  const check = 'settings'
  const access = await diagnostics?.dataAccess?.()
  if (!access || access.kind === 'own') return []
  if (access.kind === 'shared') return [{ check, outcome: 'trouble', reason: 'data-shared', params: access }]
  return [{ check, outcome: 'attention', reason: 'data-access-unknown', params: access }]
}

/** Nothing while all is well. */
export function checkLog({ problem, lost }: LogState): Finding[] {
  const check = 'log'
  if (problem) return [faultFinding({ check }, problem)]
  return lost > 0 ? [{ check, outcome: 'attention', reason: 'log-lines-lost', params: { count: lost } }] : []
}

/** Only what is set is said: most machines have none of it. */
export function checkEnvironment(diagnostics: Diagnostics): Finding[] {
  const check = 'environment'
  const { weakening, authorities } = diagnostics.environment()
  return [
    ...(weakening.length > 0
      ? [{ check, outcome: 'attention', reason: 'environment-weakens', params: { names: weakening } } as const]
      : []),
    ...(authorities.length > 0
      ? [{ check, outcome: 'fine', reason: 'environment-trusts', params: { names: authorities } } as const]
      : []),
  ]
}

/** @param port of the POS API; `undefined` when it is not open */
export async function checkPort(
  port: number | undefined,
  diagnostics: Diagnostics | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  const check = 'port'
  if (!diagnostics) return []
  if (port === undefined) return [{ check, outcome: 'skipped', reason: 'port-not-open', params: null }]
  if (await diagnostics.answersAt(port, signal))
    return [{ check, outcome: 'fine', reason: 'port-answers', params: { port } }]
  return [{ check, outcome: 'trouble', reason: 'port-silent', params: { port }, action: { action: 'check-again' } }]
}

export function checkAudit({ problem, setAside }: Pick<AuditTrail, 'problem' | 'setAside'>): Finding[] {
  const check = 'audit'
  const damaged = setAside.map(
    (copy): Finding => ({ check, outcome: 'attention', reason: 'audit-damaged', params: { copy } }),
  )
  if (problem) return [...damaged, faultFinding({ check }, problem)]
  return damaged.length > 0 ? damaged : [{ check, outcome: 'fine', reason: 'audit-written', params: null }]
}

/** Nothing while all is well: most tills never send a code. */
export function checkVerifications(state: StoreState & CheckedStore): Finding[] {
  const check = 'verifications'
  state.check()
  const damaged = state.setAside.map(
    (copy): Finding => ({ check, outcome: 'attention', reason: 'verifications-damaged', params: { copy } }),
  )
  return state.problem ? [...damaged, faultFinding({ check }, state.problem)] : damaged
}
