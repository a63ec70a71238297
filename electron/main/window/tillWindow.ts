import { BrowserWindow, type Rectangle, screen, type WebContents } from 'electron'
import type { Language } from '#contract/setting.ts'
import { startPageIn } from './ownPage.ts'
import { pagePreferences } from './pagePreferences.ts'
import type { WindowMemory } from './windowMemory.ts'
import { placementOn } from './windowPlace.ts'

interface Options {
  memory: WindowMemory
  /** Stay hidden until it is needed. */
  isHidden: boolean
  isKiosk: boolean
  /** As in `StartSettings`. */
  language: Language | undefined
}

type Screen = 'status' | 'outbox' | 'doctor'

const minSize = { minWidth: 480, minHeight: 420 }

/** The staff's window. It exists as long as the agent runs, and is hidden most of the time. */
export class TillWindow {
  readonly #window: BrowserWindow
  readonly #memory: WindowMemory
  readonly #isKiosk: boolean
  readonly #page: string
  /** The state that `raise` found; `undefined` unless the agent has raised the window. */
  #stateBeforeRaise: 'hidden' | 'minimised' | 'behind' | undefined
  #lastInputAtMs = Number.NEGATIVE_INFINITY

  constructor({ memory, isHidden, isKiosk, language }: Options) {
    this.#memory = memory
    this.#isKiosk = isKiosk
    this.#page = startPageIn(language)
    const { place, isMaximised } = memory.read()
    this.#window = new BrowserWindow({
      ...placementOn(workAreas(), place),
      ...minSize,
      show: false,
      kiosk: isKiosk,
      title: 'Till Agent',
      autoHideMenuBar: true,
      webPreferences: pagePreferences(),
    })
    if (isMaximised && !isKiosk) this.#window.once('show', () => this.#window.maximize())
    if (!isHidden) this.#window.once('ready-to-show', () => this.#window.show())
    this.#window.on('close', (event) => this.#onClose(event))
    this.contents.on('input-event', (_, { type }) => {
      if (/Down$|Start$/.test(type)) this.#lastInputAtMs = performance.now()
    })
    // On Windows the end of the session does not close the window first.
    this.#window.on('session-end', () => this.savePlacement())
  }

  /** Pixels, whether it is seen or not. */
  get bounds(): Rectangle {
    return this.#window.getBounds()
  }

  get contents(): WebContents {
    return this.#window.webContents
  }

  async load(): Promise<void> {
    await this.contents.loadURL(this.#page)
  }

  /** Called when a person asks for the window. */
  show(at?: Screen): void {
    this.#stateBeforeRaise = undefined
    this.#bringToFront()
    if (at) this.#navigate(at)
  }

  /** Called when a client waits for a person, who may not know. */
  raise(): void {
    this.#stateBeforeRaise ??= this.#currentState()
    this.#bringToFront()
  }

  /** Undoes `raise`, so that the person continues with the program that was in front. */
  restorePrevious(): void {
    const from = this.#stateBeforeRaise
    this.#stateBeforeRaise = undefined
    if (this.#isKiosk || this.#window.isDestroyed()) return
    if (from === 'hidden') this.#window.hide()
    else if (from === 'minimised') this.#window.minimize()
    else if (from === 'behind') this.#window.blur()
  }

  /** Milliseconds since the last key, click or touch in it. */
  idleMs(): number {
    return performance.now() - this.#lastInputAtMs
  }

  savePlacement(): void {
    if (this.#window.isDestroyed() || this.#isKiosk) return
    this.#memory.update({ place: this.#window.getNormalBounds(), isMaximised: this.#window.isMaximized() })
  }

  #currentState(): 'hidden' | 'minimised' | 'behind' | undefined {
    if (!this.#window.isVisible()) return 'hidden'
    if (this.#window.isMinimized()) return 'minimised'
    return this.#window.isFocused() ? undefined : 'behind'
  }

  #bringToFront(): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.moveTop()
    this.#window.focus()
  }

  #navigate(at: Screen): void {
    // Fails when another navigation replaces it.
    this.contents.loadURL(`${this.#page}#/${at}`).catch(() => {})
  }

  /** Closing hides the window: the agent keeps running. */
  #onClose(event: Electron.Event): void {
    event.preventDefault()
    this.savePlacement()
    this.#stateBeforeRaise = undefined
    if (!this.#isKiosk) this.#window.hide()
  }
}

function workAreas() {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}
