import { join } from 'node:path'
import { lockDataDir } from '#adapters/database/dataDirLock.ts'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createSqliteAudit } from '#adapters/database/sqliteAudit.ts'
import { createSqliteOutbox } from '#adapters/database/sqliteOutbox.ts'
import { createSqliteVerifications } from '#adapters/database/sqliteVerifications.ts'
import { createSystemPanels } from '#adapters/desktop/systemPanels.ts'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { createSystemServers } from '#adapters/drops/systemServers.ts'
import { openLogTail } from '#adapters/log/logTail.ts'
import { openPinoLog } from '#adapters/log/pinoLog.ts'
import { openJsonSettings } from '#adapters/settings/jsonSettings.ts'
import { readManagedPolicy } from '#adapters/settings/managedPolicy.ts'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import { crashFileIn } from '#adapters/system/crashFile.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { createSystemEventLog } from '#adapters/system/systemEventLog.ts'
import { createSystemProxy } from '#adapters/systemProxy/systemProxy.ts'
import { openTelemetryOn } from '#adapters/telemetry/openTelemetry.ts'
import type { LimitSettings } from '#contract/limits.ts'
import type { StartSettings } from '#contract/setting.ts'
import type { Agent } from '#core/agent.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { CrashReports } from '#core/diagnostics/crashReports.ts'
import { countTrialStart } from '#core/directives/trialRules.ts'
import type { SystemProxy } from '#core/network/systemProxy.ts'
import { networkOf } from '#core/settings/network.ts'
import type { ManagedPolicy } from '#core/settings/policy.ts'
import { underHeadOffice } from '#core/settings/policy.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { type Start, startOf } from '#core/settings/start.ts'
import { telemetryOf } from '#core/settings/telemetry.ts'
import { LogTap } from '#core/telemetry/logTap.ts'
import { systemEventOf } from '#core/telemetry/systemEvents.ts'
import type { CloseStack } from './closeStack.ts'
import { compose } from './compose.ts'
import { openVault, type VaultOptions } from './openVault.ts'
import { openTraining } from './training/openTraining.ts'
import { version } from './version.ts'

export interface AgentParts {
  /** Of the command line, for this run. */
  flags?: StartSettings
  /** Limits that override those of the settings; asked for once it is known how this run starts. */
  limitsAt?: (start: Start) => LimitSettings | undefined
  openSettings?: ((dataDir: string) => SettingsStore) | undefined
  readPolicy?: (() => Promise<ManagedPolicy>) | undefined
  /** The Electron host asks Chromium. */
  systemProxy?: SystemProxy | undefined
  /** Runs before anything that may take long. @param start as it is without a policy */
  whenLocked?: ((start: Start, log: Log) => Promise<void>) | undefined
  safeMode?: Fault<'SAFE_MODE'> | undefined
  /** Whether it is the agent of one user, who may see the screen of this machine. */
  isOfUser?: boolean
}

/**
 * Opens the agent of a data directory. Only one process at a time can.
 *
 * @param stack closes the log after the agent, and gives the lock on the data directory back last
 * @param parts what a host does in its own way
 * @throws Fault `ALREADY_RUNNING` · `KEYCHAIN_UNAVAILABLE` · `SETTINGS_DAMAGED` · `SETTINGS_UNWRITABLE` · `FILE_UNREADABLE`
 */
export async function openAgent(
  where: VaultOptions,
  stack: CloseStack,
  parts: AgentParts = {},
): Promise<{ agent: Agent; log: Log; start: Start }> {
  const { flags = {}, limitsAt, openSettings = openJsonSettings, readPolicy = readManagedPolicy } = parts
  const { systemProxy = createSystemProxy(), safeMode } = parts
  const { dataDir } = where
  stack.add(lockDataDir(dataDir), (lock) => lock.release())
  const directory = join(dataDir, 'logs')
  const file = stack.add(openPinoLog({ directory }), (open) => open.close())
  const crashes = new CrashReports({ store: crashFileIn(dataDir), clock: systemClock, version })
  const writeSystemEvent = createSystemEventLog()
  let writesSystemEvents = () => false
  const log = new LogTap(file, (event) => {
    const systemEvent = systemEventOf(event)
    if (systemEvent && writesSystemEvents()) writeSystemEvent(systemEvent)
    const { name, fields } = event
    const { reason } = fields as { reason?: string }
    if (name === 'page-gone' && reason !== 'clean-exit') crashes.page(reason ?? 'unknown')
  })
  logUncaught(log, crashes, stack)
  const settings = underHeadOffice(openSettings(dataDir))
  if (!safeMode) countTrialStart(settings, systemClock.now())
  await parts.whenLocked?.(startOf(settings.read().start, undefined, flags), log)
  const { policy, problems } = await readPolicy()
  writesSystemEvents = () => telemetryOf(settings.read(), policy).systemEvents === 'on'
  for (const problem of problems) log.warn('policy-not-understood', { detail: problem })
  for (const name of Object.keys(flags)) log.info('started-with-flag', { detail: `start.${name}` })
  const start = startOf(settings.read().start, policy.start, flags)
  const limits = limitsAt?.(start)
  const { authorities } = networkOf(settings.read(), policy)
  const machine = { systemProxy, trustsSystem: authorities === 'system' }
  const storage = {
    ...{ settings, policy, vault: openVault(where) },
    ...{ audit: createSqliteAudit(dataDir), verifications: createSqliteVerifications(dataDir) },
    // In safe mode no upstream is known: what waits goes on waiting.
    ...(safeMode ? { outbox: createMemoryOutbox() } : keptIn(dataDir, machine)),
  }
  const observers = {
    ...{ log, logTap: log, logState: file, logTail: openLogTail({ directory, flush: file.flush }) },
    diagnostics: createSystemDiagnostics(dataDir, machine),
    panels: parts.isOfUser ? createSystemPanels() : undefined,
    ...{ crashes, openTelemetry: openTelemetryOn(machine) },
  }
  const practise: typeof openTraining = (live) => openTraining(live, join(dataDir, 'training-answers.json'))
  const agent = stack.add(
    await compose({ ...storage, ...observers, flags, safeMode, openTraining: practise }, limits, machine),
    closeAgent,
  )
  return { agent, log, start }
}

/** @throws Fault `AUDIT_UNAVAILABLE` when the end of the trail is lost · as `Agent.close` */
async function closeAgent(agent: Agent): Promise<void> {
  await agent.close()
  const { unwritten, problem } = agent.audit
  if (unwritten === 0) return
  const rows = unwritten === 1 ? 'The last row is' : `The last ${unwritten} rows are`
  throw new Fault('AUDIT_UNAVAILABLE', `${problem?.detail ?? 'The trail was closed too early.'} ${rows} lost.`)
}

function logUncaught(log: Log, crashes: CrashReports, stack: CloseStack): void {
  const onUncaught = (thrown: Error) => {
    crashes.uncaught(thrown)
    log.error('uncaught', thrown)
  }
  process.on('uncaughtExceptionMonitor', onUncaught)
  stack.add(process, () => process.off('uncaughtExceptionMonitor', onUncaught))
}

/** What must outlast a power cut: writes that wait, and files of folders that are watched. */
function keptIn(dataDir: string, machine: MachineNetwork): Pick<AgentDeps, 'outbox' | 'drops'> {
  const outbox = createSqliteOutbox(dataDir)
  return { outbox, drops: { store: outbox.files, folders: diskFolders, servers: createSystemServers(machine) } }
}
