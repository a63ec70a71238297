import { EventEmitter } from 'node:events'
import { app, beforeExit } from './app.mjs'
import { emitPreventable } from './event.mjs'
import { WebContents } from './webContents.mjs'

const windows = []
let count = 0

export class BrowserWindow extends EventEmitter {
  #bounds
  #isVisible
  #isMinimised = false
  #isMaximised = false
  #isFocused = false
  #isFullScreen
  #isDestroyed = false

  static getAllWindows() {
    return [...windows]
  }

  constructor({ x = 0, y = 0, width = 800, height = 600, show = true, kiosk = false, ...rest }) {
    super()
    const { fullscreen = false, webPreferences = {} } = rest
    this.#isFullScreen = fullscreen
    this.id = ++count
    this.options = { kiosk, ...rest }
    this.#bounds = { x, y, width, height }
    this.#isVisible = show
    this.webContents = new WebContents(this, webPreferences)
    windows.push(this)
    beforeExit(() => this.#destroy())
    app.emit('browser-window-created', {}, this)
  }

  show() {
    this.#isVisible = true
    this.emit('show')
    this.focus()
  }

  showInactive() {
    this.#isVisible = true
    this.emit('show')
  }

  hide() {
    this.#isVisible = false
    this.#isFocused = false
    this.emit('hide')
  }

  focus() {
    this.#isFocused = true
    this.emit('focus')
  }

  blur() {
    this.#isFocused = false
    this.emit('blur')
  }

  minimize() {
    this.#isMinimised = true
    this.#isFocused = false
    this.emit('minimize')
  }

  restore() {
    this.#isMinimised = false
    this.emit('restore')
  }

  maximize() {
    this.#isMaximised = true
    this.emit('maximize')
  }

  moveTop() {}

  isVisible() {
    return this.#isVisible
  }

  isMinimized() {
    return this.#isMinimised
  }

  setFullScreen(isFullScreen) {
    this.#isFullScreen = isFullScreen
  }

  isFullScreen() {
    return this.#isFullScreen
  }

  isMaximized() {
    return this.#isMaximised
  }

  isFocused() {
    return this.#isFocused
  }

  isKiosk() {
    return this.options.kiosk
  }

  isDestroyed() {
    return this.#isDestroyed
  }

  getBounds() {
    return { ...this.#bounds }
  }

  getNormalBounds() {
    return this.getBounds()
  }

  setBounds(bounds) {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
  }

  /** Does the same as the close button. */
  close() {
    if (emitPreventable(this, 'close')) void this.#destroy()
  }

  /** Without the event that could prevent it. */
  destroy() {
    void this.#destroy()
  }

  async #destroy() {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    windows.splice(windows.indexOf(this), 1)
    this.webContents.emit('destroyed')
    this.emit('closed')
    await this.webContents.close()
    if (windows.length === 0) app.emit('window-all-closed')
  }
}
