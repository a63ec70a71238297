import { loopbackRedirects } from '#adapters/network/loopbackRedirect.ts'
import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import { type MachineNetwork, usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { systemPeers } from '#adapters/system/peerProcess.ts'
import { openProcessFacts } from '#adapters/system/processFacts.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { createZip } from '#adapters/system/zip.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import type { LimitSettings } from '#contract/limits.ts'
import { type Agent, createAgent } from '#core/agent.ts'
import type { AgentDeps } from '#core/agentDeps.ts'
import { limitsOf } from '#core/settings/limits.ts'
import { schemes } from '#schemes/index.ts'
import { version } from './version.ts'

type Storage = Pick<
  AgentDeps,
  | 'settings'
  | 'policy'
  | 'flags'
  | 'safeMode'
  | 'vault'
  | 'log'
  | 'logState'
  | 'audit'
  | 'verifications'
  | 'outbox'
  | 'drops'
  | 'diagnostics'
  | 'panels'
  | 'logTail'
  | 'logTap'
  | 'crashes'
  | 'openTelemetry'
> &
  Partial<Pick<AgentDeps, 'clock' | 'openTraining'>>

/** Creates an agent on the clock, randomness and network of this machine. */
export function compose(
  storage: Storage,
  limits: LimitSettings = {},
  lent: MachineNetwork = usualMachine,
): Promise<Agent> {
  const network = createSystemNetwork(limitsOf(storage.settings.read(), { limits }, storage.policy), lent)
  const machine = {
    network,
    clock: systemClock,
    random: systemRandom,
    redirects: loopbackRedirects,
    signer: joseSigner,
    peers: systemPeers,
    diagnostics: createSystemDiagnostics(),
    archive: createZip,
    bundleWords,
    openProcessFacts,
  }
  return createAgent({ ...machine, ...storage, schemes, version, limits })
}
