import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import type { LimitSettings } from '#contract/limits.ts'
import type { Agent } from '#core/agent.ts'
import type { Clock } from '#core/base/clock.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { OpenTraining } from '#core/training/training.ts'
import { compose } from './compose.ts'

interface MemoryAgentOptions {
  settings?: SettingsStore
  limits?: LimitSettings
  clock?: Clock
  openTraining?: OpenTraining<Agent>
}

/** Opens an agent that touches neither disk nor keychain, and logs nothing. */
export function openMemoryAgent(options: MemoryAgentOptions = {}): Promise<Agent> {
  const { settings = createMemorySettings(), limits, clock = systemClock, openTraining } = options
  const parts = {
    settings,
    vault: createMemoryVault(),
    log: silentLog,
    audit: createMemoryAudit(),
    verifications: createMemoryVerifications(),
    outbox: createMemoryOutbox(),
    clock,
    ...(openTraining && { openTraining }),
  }
  return compose(parts, limits)
}
