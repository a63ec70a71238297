import { openJsonSettings } from '#adapters/settings/jsonSettings.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import { Fault } from '#core/base/fault.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { CloseStack } from './closeStack.ts'
import { openAgent } from './openAgent.ts'
import { openControl } from './openControl.ts'
import { flagsOf, type ServeOptions } from './options.ts'
import { forgetRun } from './runRecord.ts'

interface SafeModeOptions extends ServeOptions {
  /** In a row. */
  crashes: number
  /** Ends this host in order: `till-agent stop` has asked for it. */
  onStop(): void
}

interface SafeMode {
  reason: Fault<'SAFE_MODE'>
  close(): Promise<void>
}

/** What says why the till is in trouble, and how to leave. */
const servedCalls = new Set(['status', 'changes', 'doctor', 'bundle.preview', 'bundle.make', 'stop'])

/**
 * Opens an agent that reaches no upstream and opens no port. It tells its state to whoever calls over the control socket, until
 * it is ended in order: then the next start is an ordinary one.
 *
 * @throws as `openAgent`
 */
export async function openSafeMode(options: SafeModeOptions): Promise<SafeMode> {
  const { crashes, dataDir, onStop } = options
  const reason = safeModeFault(crashes)
  const stack = new CloseStack()
  try {
    const openSettings = (directory: string) => withoutUpstreams(openJsonSettings(directory))
    const { agent, log, start } = await openAgent(options, stack, {
      ...{ flags: flagsOf(options), openSettings, safeMode: reason },
    })
    stack.add(dataDir, forgetRun)
    log.error('safe-mode', reason)
    const router = (caller: ControlCaller) => controlRouter(agent, log, caller)
    const refuse = (call: string) => (servedCalls.has(call) ? undefined : reason)
    const offers = { refuse, stop: onStop }
    const sockets = await openControl({
      dataDir,
      isService: options.service === true,
      start,
      log,
      router,
      offers,
      stack,
    })
    for (const socket of sockets) stack.add(socket, (open) => open.close())
    return { reason, close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

/** The shop's settings as they are, but nothing in them that is opened at a start. */
export function withoutUpstreams(settings: SettingsStore): SettingsStore {
  return {
    read: () => ({ ...settings.read(), upstreams: [], clients: [] }),
    write(next) {
      const { upstreams, clients } = settings.read()
      settings.write({ ...next, upstreams, clients })
    },
  }
}

function safeModeFault(crashes: number): Fault<'SAFE_MODE'> {
  return new Fault('SAFE_MODE', `The till agent is in safe mode, because it crashed ${crashes} times in a row.`)
}
