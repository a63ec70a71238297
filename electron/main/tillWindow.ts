import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, screen, type WebContents } from 'electron'
import { startPage } from './ownPage.ts'
import type { WindowMemory } from './windowMemory.ts'
import { placeOn } from './windowPlace.ts'

interface Options {
  memory: WindowMemory
  /** Until it is needed. */
  isHidden: boolean
  isKiosk: boolean
}

type Screen = 'status' | 'doctor'

/** Beside the built main. */
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))

const least = { minWidth: 480, minHeight: 420 }

/** The one window: open for as long as the agent is, and mostly out of sight. */
export class TillWindow {
  readonly #window: BrowserWindow
  readonly #memory: WindowMemory
  readonly #isKiosk: boolean
  /** Whether the agent, and no person, has put it before everything else; and what it was until then. */
  #broughtFrom: 'hidden' | 'minimised' | 'behind' | undefined
  #touchedAtMs = Number.NEGATIVE_INFINITY

  constructor({ memory, isHidden, isKiosk }: Options) {
    this.#memory = memory
    this.#isKiosk = isKiosk
    const { place, isMaximised } = memory.read()
    this.#window = new BrowserWindow({
      ...placeOn(workAreas(), place),
      ...least,
      show: false,
      kiosk: isKiosk,
      title: 'Till Agent',
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    })
    if (isMaximised && !isKiosk) this.#window.once('show', () => this.#window.maximize())
    if (!isHidden) this.#window.once('ready-to-show', () => this.#window.show())
    this.#window.on('close', (event) => this.#onClose(event))
    this.contents.on('input-event', (_, { type }) => {
      if (/Down$|Start$/.test(type)) this.#touchedAtMs = performance.now()
    })
    // On Windows, nobody asks the app before the session ends.
    this.#window.on('session-end', () => this.keepPlace())
  }

  get contents(): WebContents {
    return this.#window.webContents
  }

  async load(): Promise<void> {
    await this.contents.loadURL(startPage)
  }

  /** A person wants to see it. */
  show(at?: Screen): void {
    this.#broughtFrom = undefined
    this.#toFront()
    if (at) this.#go(at)
  }

  /** Something waits for a person here, who may not know it. */
  bringOut(): void {
    this.#broughtFrom ??= this.#whereItIs()
    this.#toFront()
  }

  /** Nothing waits any more: whoever was served goes on with what was there before. */
  goBack(): void {
    const from = this.#broughtFrom
    this.#broughtFrom = undefined
    if (this.#isKiosk || this.#window.isDestroyed()) return
    if (from === 'hidden') this.#window.hide()
    else if (from === 'minimised') this.#window.minimize()
    else if (from === 'behind') this.#window.blur()
  }

  /** How long nobody has pressed anything in it. */
  restMs(): number {
    return performance.now() - this.#touchedAtMs
  }

  keepPlace(): void {
    if (this.#window.isDestroyed() || this.#isKiosk) return
    this.#memory.note({ place: this.#window.getNormalBounds(), isMaximised: this.#window.isMaximized() })
  }

  #whereItIs(): 'hidden' | 'minimised' | 'behind' | undefined {
    if (!this.#window.isVisible()) return 'hidden'
    if (this.#window.isMinimized()) return 'minimised'
    return this.#window.isFocused() ? undefined : 'behind'
  }

  #toFront(): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.moveTop()
    this.#window.focus()
  }

  #go(at: Screen): void {
    // Given up when the page is on its way elsewhere.
    this.contents.loadURL(`${startPage}#/${at}`).catch(() => {})
  }

  /** The agent goes on without it: it is only put away. */
  #onClose(event: Electron.Event): void {
    event.preventDefault()
    this.keepPlace()
    this.#broughtFrom = undefined
    if (!this.#isKiosk) this.#window.hide()
  }
}

function workAreas() {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}
