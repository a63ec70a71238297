import { silentLog } from '#adapters/log/memoryLog.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { forwardingRouter } from '#api/control/forwardingRouter.ts'
import type { PageFiles } from '#api/page/files.ts'
import { type SettingView, StartSettings } from '#contract/setting.ts'
import type { CloseStack } from '#host/closeStack.ts'
import type { WindowOptions } from '#host/options.ts'
import { serviceCalls } from '#host/service/callService.ts'
import { openStartAtLogin } from '#main/lifecycle/startAtLogin.ts'
import { hostWords } from '#main/lifecycle/words.ts'
import { openTray } from '#main/tray/tray.ts'
import { raiseWindowWhenNeeded } from '#main/window/attention.ts'
import { openWindow } from '#main/window/openWindow.ts'
import type { TillWindow } from '#main/window/tillWindow.ts'
import { WindowMemory } from '#main/window/windowMemory.ts'
import { AttachedAgent } from './attachedAgent.ts'

/**
 * Opens window and tray of the agent that serves all users of the machine. That one has the port, the secrets, the log and the audit
 * trail; closing this window ends nothing there.
 */
export async function openAttached(options: WindowOptions, files: PageFiles, stack: CloseStack): Promise<TillWindow> {
  const clock = systemClock
  const ofService = await startOfService()
  const isKiosk = options.kiosk === true || ofService.kiosk === 'on'
  const language = options.language ?? ofService.language
  const agent = stack.add(new AttachedAgent({ call: serviceCalls(), clock }), (open) => open.close())
  // Each page is a session of its own: the PIN that was entered in the one before is forgotten with it.
  const controlRouter = () => forwardingRouter(serviceCalls(), silentLog)
  const memory = new WindowMemory(options.dataDir)
  const parts = { ...options, memory, files, isKiosk, language, controlRouter, log: silentLog, stack }
  const window = await openWindow(parts)
  stack.add(raiseWindowWhenNeeded({ agent, window, clock }), (stop) => stop())
  stack.add(
    openTray({ agent, window, words: await hostWords(language), startAtLogin: openStartAtLogin(memory) }),
    (close) => close(),
  )
  return window
}

async function startOfService(): Promise<StartSettings> {
  const settings = (await serviceCalls()(['settings', 'list'], undefined, undefined)) as SettingView[]
  const settingOf = (name: string) => settings.find((setting) => setting.name === name)?.value
  const said = { kiosk: settingOf('start.kiosk'), language: settingOf('start.language') }
  return StartSettings.pick({ kiosk: true, language: true }).safeParse(said).data ?? {}
}
