import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { openElectronStoreSettings } from '#adapters/settings/electronStore.ts'
import { readBuiltPage } from '#adapters/system/builtPage.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { controlRouter as makeControlRouter } from '#api/control/controlRouter.ts'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import type { PageFiles } from '#api/page/files.ts'
import { Fault } from '#core/base/fault.ts'
import { CloseStack } from '#host/closeStack.ts'
import { createUpdates } from '#host/createUpdates.ts'
import { browserUiPort } from '#host/defaultPorts.ts'
import { openApis } from '#host/openApis.ts'
import type { WindowOptions } from '#host/options.ts'
import { findService } from '#host/service/findService.ts'
import { newKeyLines } from '#host/terminal/keptOutput.ts'
import { print } from '#host/terminal/output.ts'
import { version } from '#host/version.ts'
import { warmUp } from '#host/warmUp.ts'
import { openAttached } from './attached/openAttached.ts'
import { CustomerScreen } from './display/customerScreen.ts'
import { chromiumProxy } from './lifecycle/chromiumProxy.ts'
import { keepDataIn } from './lifecycle/keepDataIn.ts'
import { leaveForUpdate } from './lifecycle/leaveForUpdate.ts'
import { isOnlyInstance } from './lifecycle/onlyInstance.ts'
import { quitInOrder } from './lifecycle/orderlyQuit.ts'
import { followPower } from './lifecycle/power.ts'
import { showProblem } from './lifecycle/problem.ts'
import { openStartAtLogin, unattendedArguments } from './lifecycle/startAtLogin.ts'
import { openUpdateSession } from './lifecycle/updateSession.ts'
import { hostWords } from './lifecycle/words.ts'
import { openTray } from './tray/tray.ts'
import { registerAppScheme } from './window/appProtocol.ts'
import { raiseWindowWhenNeeded } from './window/attention.ts'
import { openWindow } from './window/openWindow.ts'
import type { TillWindow } from './window/tillWindow.ts'
import { WindowMemory } from './window/windowMemory.ts'

/** `vite build` puts the page beside the folder of the built main process. */
const builtPage = fileURLToPath(new URL('../renderer', import.meta.url))

/** Runs the agent with its window and tray icon. When it cannot start, shows why and exits. */
export async function openHost(options: WindowOptions): Promise<void> {
  const stack = new CloseStack()
  let window: TillWindow | undefined
  try {
    keepDataIn(options.dataDir)
    if (!isOnlyInstance(() => window?.show())) {
      app.exit(0)
      return
    }
    registerAppScheme()
    // Without a listener, Electron quits when the last window closes. Here the tray icon keeps the app alive.
    app.on('window-all-closed', () => {})
    await app.whenReady()
    window = await open(options, stack)
    quitInOrder(stack)
  } catch (thrown) {
    await stack.closeAnyway()
    await app.whenReady()
    await showProblem(thrown, 'cannotStart')
    app.exit(1)
    return
  }
  // The agent serves clients even when the page does not load.
  await window.load().catch(() => {})
  // A failed warm-up costs speed only.
  await warmUp().catch(() => {})
}

async function open(options: WindowOptions, stack: CloseStack): Promise<TillWindow> {
  const files = readBuiltPage(builtPage)
  const service = options.isUsualDataDir ? await findService() : undefined
  if (service === 'forbidden')
    throw new Fault('ADMINISTRATOR_REQUIRED', 'This user may not use the till of this machine.')
  return service ? openAttached(options, files, stack) : openOwn(options, files, stack)
}

/** The agent of this user, in this process. */
async function openOwn(options: WindowOptions, files: PageFiles, stack: CloseStack): Promise<TillWindow> {
  const { dataDir } = options
  const apis = await openApis({
    ...options,
    uiPort: browserUiPort,
    openSettings: openElectronStoreSettings,
    onStop: () => app.quit(),
    systemProxy: chromiumProxy(),
  })
  stack.add(apis, ({ close }) => close())
  const { agent, log, newKeys, start } = apis
  const isKiosk = start.kiosk === 'on'
  const { language } = start
  for (const line of newKeyLines(newKeys, options.dataDir)) print(line)
  const controlRouter = (caller: ControlCaller) => makeControlRouter(agent, log, caller)
  const memory = new WindowMemory(dataDir)
  const displays = stack.add(
    new CustomerScreen({ agent, memory, staff: () => window.bounds, files, language, log }),
    (open) => open.close(),
  )
  const parts = { memory, files, isKiosk, language, controlRouter, displays, log, stack }
  const window = await openWindow({ ...options, ...parts })
  const clock = systemClock
  stack.add(raiseWindowWhenNeeded({ agent, window, clock }), (stop) => stop())
  stack.add(followPower(agent), (stop) => stop())
  const updates = await createUpdates({
    ...{ agent, dataDir, version, log, fetch: openUpdateSession() },
    startArguments: unattendedArguments,
    isListening: () => agent.status().posAddress !== undefined,
    leave: leaveForUpdate(stack),
  })
  stack.add(updates, (open) => open.close())
  updates.start()
  stack.add(
    openTray({ agent, window, displays, words: await hostWords(language), startAtLogin: openStartAtLogin(memory) }),
    (close) => close(),
  )
  displays.restore()
  return window
}
