import { fileURLToPath } from 'node:url'
import { app, net, session } from 'electron'
import { readBuiltWindow } from '../adapters/builtWindow.ts'
import { openElectronStoreSettings } from '../adapters/electronStore.ts'
import { systemClock } from '../adapters/systemClock.ts'
import { systemRandom } from '../adapters/systemRandom.ts'
import { createUpdates } from '../adapters/updates/createUpdates.ts'
import { osUser } from '../doors/osUser.ts'
import { openWindowDoor } from '../doors/window/windowDoor.ts'
import { keyText } from '../headless/commands/client.ts'
import { openDoors } from '../headless/openDoors.ts'
import { Opened } from '../headless/opened.ts'
import { print } from '../headless/output.ts'
import { webPort } from '../headless/ports.ts'
import { rehearse } from '../headless/rehearsal.ts'
import { version } from '../headless/version.ts'
import { setAppMenu } from './appMenu.ts'
import { registerAppScheme, serveWindow } from './appProtocol.ts'
import { attend } from './attention.ts'
import { endInOrder } from './ending.ts'
import { guardPages, guardSession } from './guards.ts'
import { keepDataIn } from './keepDataIn.ts'
import { keepPage } from './keepPage.ts'
import { leaveForUpdate } from './leaveForUpdate.ts'
import { isOnlyInstance } from './onlyInstance.ts'
import { followPower } from './power.ts'
import { showProblem } from './problem.ts'
import { openStartAtLogin } from './startAtLogin.ts'
import { TillWindow } from './tillWindow.ts'
import { openTray } from './tray.ts'
import type { WindowOptions } from './windowCommand.ts'
import { WindowMemory } from './windowMemory.ts'
import { windowPort } from './windowPort.ts'

/** Beside the built main. */
const builtWindow = fileURLToPath(new URL('../renderer', import.meta.url))

/** The agent with its window and tray. What keeps it from starting is shown, and ends it. */
export async function openHost(options: WindowOptions): Promise<void> {
  const opened = new Opened()
  let window: TillWindow | undefined
  try {
    keepDataIn(options.dataDir)
    if (!isOnlyInstance(() => window?.show())) {
      app.exit(0)
      return
    }
    registerAppScheme()
    // The tray keeps the app alive, not the window.
    app.on('window-all-closed', () => {})
    await app.whenReady()
    window = await open(options, opened)
    endInOrder(opened)
  } catch (thrown) {
    await opened.close().catch(() => {})
    await app.whenReady()
    showProblem(thrown, 'cannotStart')
    app.exit(1)
    return
  }
  // Programs are served whether the page loads or not.
  await window.load().catch(() => {})
  // It is for speed alone: a sale works without.
  await rehearse().catch(() => {})
}

async function open(options: WindowOptions, opened: Opened): Promise<TillWindow> {
  const { dataDir, kiosk: isKiosk = false, hidden: isHidden = false } = options
  const files = readBuiltWindow(builtWindow)
  const doors = await openDoors({ ...options, uiPort: webPort, openSettings: openElectronStoreSettings })
  opened.add(doors.opened, (inner) => inner.close())
  const { agent, log, newKeys } = doors
  // Of programs that the provisioning file gave none.
  for (const { client, key } of newKeys) print(`Client "${client.id}" is new. ${keyText(key)}`)
  setAppMenu()
  serveWindow(files, systemRandom)
  guardSession(session.defaultSession, log)
  guardPages(log, (url) => door.mayOpen(url))
  const memory = new WindowMemory(dataDir)
  const window = opened.add(new TillWindow({ memory, isHidden, isKiosk }), (one) => one.keepPlace())
  const [port, actor, clock] = [windowPort(window.contents), `window/${osUser()}`, systemClock]
  const door = opened.add(openWindowDoor({ agent, log, clock, port, actor }), (one) => one.close())
  keepPage(window.contents, log)
  opened.add(attend({ agent, window, clock }), (stop) => stop())
  opened.add(followPower(agent), (stop) => stop())
  const updates = await createUpdates({
    ...{ agent, dataDir, version, log, fetch: net.fetch },
    // What follows an update comes without a window: nobody may be there.
    startArguments: ['--hidden'],
    isListening: () => agent.status().posAddress !== undefined,
    leave: leaveForUpdate(opened),
  })
  opened.add(updates, (one) => one.close())
  updates.start()
  opened.add(openTray({ agent, window, startAtLogin: openStartAtLogin(memory, isKiosk) }), (close) => close())
  return window
}
