import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Agent } from '#core/agent.ts'
import { compose } from './openAgent.ts'

/** Opens an agent that touches neither disk nor keychain, and logs nothing. */
export function openMemoryAgent(): Promise<Agent> {
  return compose({
    settings: createMemorySettings(),
    vault: createMemoryVault(),
    log: silentLog,
    audit: createMemoryAudit(),
    verifications: createMemoryVerifications(),
    outbox: createMemoryOutbox(),
  })
}
