import { BrowserWindow, type Rectangle, screen, session } from 'electron'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { DisplayRouter } from '#api/http/controlCalls.ts'
import type { PageFiles } from '#api/page/files.ts'
import { openDisplayChannel } from '#api/window/displayChannel.ts'
import type { Language } from '#contract/setting.ts'
import type { Log } from '#core/base/log.ts'
import { serveDisplay } from '#main/window/appProtocol.ts'
import { recoverFromCrashes } from '#main/window/crashRecovery.ts'
import { guardSession } from '#main/window/guards.ts'
import { displayPageIn, isOfDisplay } from '#main/window/ownPage.ts'
import { pagePreferences } from '#main/window/pagePreferences.ts'
import type { WindowMemory } from '#main/window/windowMemory.ts'
import { windowPort } from '#main/window/windowPort.ts'
import { displayPlaceOn } from './displayPlace.ts'

export interface DisplayWindowOptions {
  memory: WindowMemory
  /** Where the staff's window is. */
  staff(): Rectangle
  files: PageFiles
  /** As in `StartSettings`. */
  language: Language | undefined
  router: DisplayRouter
  log: Log
  /** It was closed by a person at its own frame, or crashed too often. */
  onClosed(): void
}

/** In memory: nothing of what customers type is kept, and nothing of the staff's page is in reach. */
const partition = 'customer-screen'

/** The window that faces the customer. Each opening is a new page, which makes the calls of one customer display and no others. */
export class DisplayWindow {
  readonly #options: DisplayWindowOptions
  readonly #window: BrowserWindow
  readonly #place = () => this.#putInPlace()

  constructor(options: DisplayWindowOptions) {
    this.#options = options
    const { log, router } = options
    const { bounds, isFullScreen } = this.#findPlace()
    this.#window = new BrowserWindow({
      ...bounds,
      fullscreen: isFullScreen,
      show: false,
      title: 'Till Agent',
      autoHideMenuBar: true,
      webPreferences: { ...pagePreferences(), partition },
    })
    const { webContents: contents } = this.#window
    const channel = openDisplayChannel({ router, log, port: windowPort(contents, isOfDisplay) })
    contents.once('destroyed', () => channel.close())
    recoverFromCrashes(contents, log, () => this.#window.close())
    // The keys that a cashier types stay in the staff's window.
    this.#window.once('ready-to-show', () => this.#window.showInactive())
    this.#window.on('close', () => this.#remember())
    this.#window.once('closed', () => {
      screen.off('display-added', this.#place)
      screen.off('display-removed', this.#place)
      options.onClosed()
    })
    screen.on('display-added', this.#place)
    screen.on('display-removed', this.#place)
  }

  async load(): Promise<void> {
    const { files, language, log } = this.#options
    await prepareSession(files, log)
    if (!this.#window.isDestroyed()) await this.#window.webContents.loadURL(displayPageIn(language))
  }

  close(): void {
    if (this.#window.isDestroyed()) return
    this.#remember()
    this.#window.destroy()
  }

  /** A screen was connected or taken away. */
  #putInPlace(): void {
    if (this.#window.isDestroyed()) return
    const { bounds, isFullScreen } = this.#findPlace()
    // A window that fills a screen does not move to another one.
    this.#window.setFullScreen(false)
    this.#window.setBounds(bounds)
    this.#window.setFullScreen(isFullScreen)
  }

  #findPlace() {
    const { memory, staff } = this.#options
    const main = screen.getPrimaryDisplay()
    const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
    return displayPlaceOn([main, ...others], staff(), memory.read().customerScreen?.place)
  }

  #remember(): void {
    const { memory } = this.#options
    const { isOpen = true } = memory.read().customerScreen ?? {}
    memory.update({ customerScreen: { isOpen, place: this.#window.getBounds() } })
  }
}

let prepared: Promise<void> | undefined

/** A session outlives the windows that use it. */
function prepareSession(files: PageFiles, log: Log): Promise<void> {
  prepared ??= (async () => {
    const own = session.fromPartition(partition, { cache: false })
    serveDisplay(own.protocol, files, systemRandom)
    own.on('will-download', (event) => event.preventDefault())
    await guardSession(own, log)
  })()
  return prepared
}
