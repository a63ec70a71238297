import { announcePort } from '#adapters/system/portFile.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import { ReservedPort } from '#api/http/reservedPort.ts'
import { openPosApi } from '#api/pos/posApi.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import type { Provisioned } from '#core/provisioning.ts'
import type { Start } from '#core/settings/start.ts'
import { logConditions } from '#core/telemetry/conditionLog.ts'
import { browserSessionFile } from './browserSessionFile.ts'
import { CloseStack } from './closeStack.ts'
import { inProcessControl, localActor } from './inProcessControl.ts'
import { type AgentParts, openAgent } from './openAgent.ts'
import { openBrowserUiOnPort } from './openBrowserUi.ts'
import { openControl } from './openControl.ts'
import { flagsOf, type ServeOptions } from './options.ts'
import { listenOnPort } from './portTaken.ts'
import { readProvisioningFile } from './provisioningFile.ts'
import { beginRun, type Run } from './runRecord.ts'
import { version } from './version.ts'

interface ApiOptions extends ServeOptions {
  /** The Electron host opens the settings file in its own way; absent for the host without Electron. */
  openSettings?: AgentParts['openSettings']
  readPolicy?: AgentParts['readPolicy']
  /** The Electron host asks Chromium for it; absent for what the agent itself can read. */
  systemProxy?: AgentParts['systemProxy']
  /** Whether a crash of this run is one of the row after which the next one starts in safe mode. */
  countsCrashes?: boolean
  /** Ends this host in order: `till-agent stop` has asked for it. */
  onStop(): void
}

export interface OpenApis {
  agent: Agent
  log: Log
  start: Start
  /** Of the POS API. */
  port: number
  /** URLs of the POS API. */
  addresses: string[]
  newKeys: Provisioned['newKeys']
  /** A one-time link to the browser UI; absent where it is not served. */
  ui: { url: string; expiresAt: number } | undefined
  /** Closes the APIs, then the agent. */
  close(): Promise<void>
}

/**
 * Opens the agent and every API it is called through. When a step fails, nothing stays open.
 *
 * @throws Fault `PORT_TAKEN` · `FILE_UNREADABLE` when the page has not been built · as `openAgent` · as `provision`
 */
export async function openApis(options: ApiOptions): Promise<OpenApis> {
  const { dataDir, ui, uiPort, openSettings, readPolicy, systemProxy, countsCrashes, onStop } = options
  const flags = flagsOf(options)
  // A wrong path of the command line is told before anything is made.
  let file = flags.provisioning === undefined ? undefined : readProvisioningFile(flags.provisioning)
  const limitsAt = ({ provisioning }: Start) => {
    file ??= provisioning === undefined ? undefined : readProvisioningFile(provisioning)
    return file?.limits
  }
  const stack = new CloseStack()
  try {
    let reserved: { port: number; holder: ReservedPort } | undefined
    const reserve = async (port: number) => {
      if (reserved?.port === port) return reserved.holder
      reserved?.holder.close()
      const holder = stack.add(await listenOnPort(port, '--port', () => ReservedPort.open(port)), (open) =>
        open.close(),
      )
      reserved = { port, holder }
      return holder
    }
    // On Windows the policy of head office may take seconds to read, on a till that has just started. Until it is in force
    // callers wait, and nothing is served that it may forbid.
    let run: Run | undefined
    const whenLocked = async (begun: Start, log: Log) => {
      if (options.overrulesPointer) log.info('started-with-flag', { detail: 'data-dir' })
      if (countsCrashes) run = stack.add(beginRun({ dataDir, clock: systemClock, log }, begun), (open) => open.end())
      // The policy may name another port; if it does not, listening tells that this one is taken.
      await reserve(begun.port).catch(() => {})
    }
    const isOfUser = options.service !== true
    const parts = { flags, limitsAt, openSettings, readPolicy, systemProxy, whenLocked, isOfUser }
    const { agent, log, start } = await openAgent(options, stack, parts)
    run?.follow(start)
    recordRun(agent, stack)
    // A barred till stays open to say so, and its provisioning file sets nothing up.
    const { newKeys } =
      file && !agent.barred() ? await inProcessControl(agent, log, 'start').provision(file) : { newKeys: [] }
    // All of them close at the same time, since each may wait for calls under way.
    const apis = stack.add([] as { close(): Promise<void> }[], closeTogether)
    const browserUi =
      ui &&
      (await openBrowserUiOnPort(
        ...([agent, log, uiPort, browserSessionFile(dataDir, log)] as const),
        browserSessionFile(dataDir, log, 'display-sessions.json'),
      ))
    if (browserUi) apis.push(browserUi)
    const webLink = browserUi ? browserUi.link : undefined
    const router = (caller: ControlCaller) => controlRouter(agent, log, caller)
    const offers = { webLink, displays: browserUi ? browserUi.displays : undefined, stop: onStop }
    apis.push(
      ...(await openControl({ dataDir, isService: options.service === true, start, log, router, offers, stack })),
    )
    const posApi = await openPosApi({ agent, port: await reserve(start.port), log })
    apis.push(posApi)
    agent.posOpenedAt(posApi.port)
    void agent.outbox.start()
    agent.drops.start()
    agent.upstreams.proveExpected()
    agent.telemetry.start()
    const { changes } = agent
    stack.add(logConditions({ changes, clock: systemClock, log, status: () => agent.status() }), (end) => end())
    agent.directives.start()
    const announced = stack.add(announcePort(posApi.port, version), ({ remove }) => remove())
    if (announced.path === undefined) log.info('port-file-not-written')
    const { addresses } = posApi
    return { agent, log, start, port: posApi.port, addresses, newKeys, ui: webLink?.(), close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

/** Waits for all of them, also when one fails to close: the agent must not go while requests are under way. */
async function closeTogether(apis: readonly { close(): Promise<void> }[]): Promise<void> {
  const ends = await Promise.allSettled(apis.map((api) => api.close()))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Puts the start and the end of this run into the audit trail. */
function recordRun(agent: Agent, stack: CloseStack): void {
  const record = (event: 'agent-started' | 'agent-stopped') =>
    agent.audit.record({
      event,
      actor: localActor('start'),
      subject: '',
      outcome: 'done',
      detail: `version ${version}`,
    })
  record('agent-started')
  stack.add(agent, () => record('agent-stopped'))
}
