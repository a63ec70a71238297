import { app, session } from 'electron'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { ControlCaller, ControlRouterFactory } from '#api/http/controlCalls.ts'
import type { PageFiles } from '#api/page/files.ts'
import { openWindowChannel } from '#api/window/windowChannel.ts'
import type { Language } from '#contract/setting.ts'
import type { Log } from '#core/base/log.ts'
import type { CloseStack } from '#host/closeStack.ts'
import { localActor } from '#host/inProcessControl.ts'
import type { WindowOptions } from '#host/options.ts'
import { setAppMenu } from './appMenu.ts'
import { serveWindow } from './appProtocol.ts'
import { recoverFromCrashes } from './crashRecovery.ts'
import { guardDownloads } from './downloads.ts'
import { guardPages, guardSession } from './guards.ts'
import { crashedPage, isOwn } from './ownPage.ts'
import { TillWindow } from './tillWindow.ts'
import type { WindowMemory } from './windowMemory.ts'
import { windowPort } from './windowPort.ts'

interface Options extends Pick<WindowOptions, 'hidden'> {
  memory: WindowMemory
  files: PageFiles
  isKiosk: boolean
  language: Language | undefined
  controlRouter: ControlRouterFactory
  displays?: ControlCaller['displays']
  log: Log
  stack: CloseStack
}

/** Opens the window with its channel to the agent, of this process or of another. */
export async function openWindow(options: Options): Promise<TillWindow> {
  const { memory, files, isKiosk, language, controlRouter, displays, log, stack } = options
  // How a log-in or an update starts it, whatever the settings say.
  const isHidden = !isKiosk && options.hidden === true
  setAppMenu()
  serveWindow(files, systemRandom)
  await guardSession(session.defaultSession, log)
  guardDownloads(session.defaultSession, isKiosk ? app.getPath('downloads') : undefined)
  guardPages(log, (url) => channel.mayOpen(url))
  const window = stack.add(new TillWindow({ memory, isHidden, isKiosk, language }), (open) => open.savePlacement())
  const [port, actor, clock] = [windowPort(window.contents, isOwn), localActor('window'), systemClock]
  const channel = stack.add(openWindowChannel({ controlRouter, log, clock, port, actor, displays }), (open) =>
    open.close(),
  )
  recoverFromCrashes(window.contents, log, () => void window.contents.loadURL(crashedPage).catch(() => {}))
  return window
}
