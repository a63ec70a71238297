import { join } from 'node:path'
import { openConfSettings } from '../adapters/confSettings.ts'
import { lockDataDir } from '../adapters/dataDirLock.ts'
import { joseSigner } from '../adapters/joseSigner.ts'
import { createKeytarVault } from '../adapters/keytarVault.ts'
import { openLogTail } from '../adapters/logTail.ts'
import { loopbackRedirects } from '../adapters/loopbackRedirect.ts'
import { readManagedPolicy } from '../adapters/managedPolicy.ts'
import { createMemoryVault } from '../adapters/memoryVault.ts'
import { systemPeers } from '../adapters/peers.ts'
import { openPinoLog } from '../adapters/pinoLog.ts'
import { createSqliteAudit } from '../adapters/sqliteAudit.ts'
import { createSqliteVerifications } from '../adapters/sqliteVerifications.ts'
import { systemClock } from '../adapters/systemClock.ts'
import { createSystemDiagnostics } from '../adapters/systemDiagnostics.ts'
import { createSystemNetwork } from '../adapters/systemNetwork.ts'
import { systemRandom } from '../adapters/systemRandom.ts'
import { createZip } from '../adapters/zip.ts'
import type { LimitSettings } from '../contract/limits.ts'
import { type Agent, type AgentPorts, createAgent } from '../core/agent.ts'
import { limitsOf } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { SettingsStore } from '../core/settings.ts'
import { schemes } from '../schemes/index.ts'
import type { VaultKind } from './globals.ts'
import type { Opened } from './opened.ts'
import { version } from './version.ts'

/**
 * The one agent of a data directory, opened in the order it has to be closed in.
 *
 * @param limits above those in the settings
 *
 * @throws Fault `ALREADY_RUNNING` · `SETTINGS_DAMAGED` · `SETTINGS_UNWRITABLE`
 */
export async function openAgent(
  dataDir: string,
  vault: VaultKind,
  opened: Opened,
  limits?: LimitSettings,
  openSettings: (dataDir: string) => SettingsStore = openConfSettings,
): Promise<{ agent: Agent; log: Log }> {
  opened.add(await lockDataDir(dataDir), (lock) => lock.release())
  const directory = join(dataDir, 'logs')
  const log = opened.add(openPinoLog({ directory }), (open) => open.close())
  const onUncaught = (thrown: Error) => log.error('uncaught', thrown)
  opened.add(process.on('uncaughtExceptionMonitor', onUncaught), (us) => us.off('uncaughtExceptionMonitor', onUncaught))
  const settings = openSettings(dataDir)
  const { policy, problems } = await readManagedPolicy()
  for (const problem of problems) log.warn('policy-not-understood', { detail: problem })
  const secrets = vault === 'memory' ? createMemoryVault() : createKeytarVault()
  const kept = { settings, policy, vault: secrets, audit: createSqliteAudit(dataDir) }
  const watched = {
    diagnostics: createSystemDiagnostics(dataDir),
    logTail: openLogTail({ directory, flush: log.flush }),
  }
  const agent = await compose({ ...kept, ...watched, verifications: createSqliteVerifications(dataDir), log }, limits)
  opened.add(agent, (open) => open.close())
  return { agent, log }
}

/** The agent on this machine's real clock, randomness and network. */
export function compose(
  kept: Pick<
    AgentPorts,
    'settings' | 'policy' | 'vault' | 'log' | 'audit' | 'verifications' | 'diagnostics' | 'logTail'
  >,
  limits: LimitSettings = {},
): Promise<Agent> {
  const network = createSystemNetwork(limitsOf(kept.settings.read(), { limits }, kept.policy))
  const machine = {
    network,
    clock: systemClock,
    random: systemRandom,
    redirects: loopbackRedirects,
    signer: joseSigner,
    peers: systemPeers,
    diagnostics: createSystemDiagnostics(),
    archive: createZip,
  }
  return createAgent({ ...machine, ...kept, schemes, version, limits })
}
