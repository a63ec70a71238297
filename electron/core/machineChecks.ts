import type { Finding } from '../contract/doctor.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Diagnostics } from './diagnostics.ts'
import { Fault } from './fault.ts'
import type { Vault } from './vault.ts'

/** Nothing is ever kept there, and a keychain is tried out before it says so (core/vault.ts). */
const absentAccount = 'doctor'

export const noUpstream: Finding = {
  check: 'credential',
  outcome: 'attention',
  sentence: 'No upstream is set up yet, so there is nothing to sell with.',
  remedy: 'Add one: "till-agent upstream add".',
}

export async function checkKeychain(vault: Vault): Promise<Finding> {
  const check = 'keychain'
  if (vault.forgets)
    return {
      ...{ check, outcome: 'attention' },
      sentence: 'Secrets are kept in memory only and are gone when the till agent ends.',
      remedy: 'Start it without --vault memory, unless it is provisioned at each start.',
    }
  try {
    await vault.read(absentAccount)
    return { check, outcome: 'fine', sentence: 'The keychain keeps what it is given.' }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const { detail: sentence, remedy } = thrown
    return { check, outcome: 'trouble', sentence, remedy, action: { action: 'check-again' } }
  }
}

export function checkSettings(diagnostics: Diagnostics): Finding[] {
  const check = 'settings'
  const damaged = diagnostics.settingsSetAside()
  if (damaged.length === 0) return [{ check, outcome: 'fine', sentence: 'The settings are in order.' }]
  return damaged.map((name) => ({
    ...{ check, outcome: 'attention' },
    sentence: `The settings were damaged once; a copy of them is kept as ${name}.`,
    remedy: 'Find out why, then move that file out of the data directory.',
  }))
}

/** @param port of the POS door; `undefined` when none was opened */
export async function checkPort(
  port: number | undefined,
  diagnostics: Diagnostics | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  const check = 'port'
  if (!diagnostics) return []
  if (port === undefined)
    return [
      { check, outcome: 'skipped', sentence: 'The door for checkout software is open only while the agent runs.' },
    ]
  if (await diagnostics.answersAt(port, signal))
    return [{ check, outcome: 'fine', sentence: `Checkout software is answered at port ${port}.` }]
  return [
    {
      ...{ check, outcome: 'trouble' },
      sentence: `Nobody answers checkout software at port ${port}.`,
      remedy: 'Start the till agent again; if it stays so, look for a program that guards the ports of this machine.',
      action: { action: 'check-again' },
    },
  ]
}

export function checkAudit({ problem, setAside }: AuditTrail): Finding[] {
  const check = 'audit'
  const damaged = setAside.map(
    (name): Finding => ({
      ...{ check, outcome: 'attention' },
      sentence: `The audit trail was damaged once; it is kept as ${name}.`,
      remedy: 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.',
    }),
  )
  if (problem) return [...damaged, { check, outcome: 'trouble', sentence: problem.detail, remedy: problem.remedy }]
  return damaged.length > 0 ? damaged : [{ check, outcome: 'fine', sentence: 'The audit trail is written.' }]
}
