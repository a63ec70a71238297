import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { fromChromium, toChromium } from './addresses.mjs'
import { app } from './app.mjs'
import { ask, forget, newPage } from './chromium.mjs'
import { preventable } from './event.mjs'
import { ipcMain } from './ipcMain.mjs'
import { session } from './session.mjs'
import { sourceOfMainWorld, sourceOfPreloadWorld, worldName } from './worlds.mjs'

/** Only what is safe is offered: an app that asks for less has a fault that would not show here. */
const needed = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false }

export class WebContents extends EventEmitter {
  session = session.defaultSession
  #window
  #preferences
  #page
  #cdp
  /** Of the world in which the preload runs. */
  #contextId
  #ready
  /** Where the app itself is sending the page. */
  #loading = new Set()
  /** As Chromium has it. */
  #url = ''
  #decideOnWindow = () => ({ action: 'allow' })

  constructor(window, preferences) {
    super()
    for (const [name, value] of Object.entries(needed))
      if (preferences[name] !== value) throw new Error(`The stand-in has no window whose ${name} is not ${value}`)
    this.id = window.id
    this.#window = window
    this.#preferences = preferences
    this.#ready = app.whenReady().then(() => this.#open())
    app.emit('web-contents-created', {}, this)
  }

  async loadURL(url) {
    await this.#ready
    await this.#navigate(toChromium(url), (to) => this.#page.goto(to))
    this.#window.emit('ready-to-show')
  }

  reload() {
    const again = (url) => (this.#page.url() === 'about:blank' ? this.#page.goto(url) : this.#page.reload())
    void this.#ready.then(() => this.#navigate(this.#url, again)).catch(() => {})
  }

  send(channel, ...args) {
    if (this.#contextId !== undefined) void this.#receive({ channel, args: args.map(packed) })
  }

  setWindowOpenHandler(decide) {
    this.#decideOnWindow = decide
  }

  forcefullyCrashRenderer() {
    void this.#cdp?.send('Page.crash').catch(() => {})
  }

  getURL() {
    return fromChromium(this.#url)
  }

  isDestroyed() {
    return this.#window.isDestroyed()
  }

  async close() {
    await this.#ready.catch(() => {})
    await this.#page?.close().catch(() => {})
  }

  /** Whether the app lets its page go there; where the app itself sends it, nobody is asked. */
  lets(url, isMainFrame) {
    if (isMainFrame && this.#loading.has(url)) return true
    const details = { url, isMainFrame, isSameDocument: false }
    const byFrame = ask(this, 'will-frame-navigate', details, url)
    return byFrame && (!isMainFrame || ask(this, 'will-navigate', details, url))
  }

  async #navigate(url, go) {
    const [own] = fromChromium(url).split('#')
    this.#loading.add(own)
    try {
      await go(url)
    } finally {
      this.#loading.delete(own)
    }
  }

  async #open() {
    this.#page = await newPage(this)
    const page = this.#page
    const cdp = await page.context().newCDPSession(page)
    this.#cdp = cdp
    const { width, height } = this.#window.getBounds()
    await page.setViewportSize({ width, height })
    cdp.on('Runtime.executionContextCreated', ({ context: { name, id, auxData } }) => {
      if (name === worldName && auxData?.isDefault === false) this.#contextId = id
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__standinIpc') this.#hear(JSON.parse(payload))
    })
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined || frame.url === 'about:blank') return
      this.#url = frame.url
      this.emit('did-navigate', {}, this.getURL(), 200, '')
    })
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      this.#decideOnWindow({ url: fromChromium(url), frameName: windowName, features: '', disposition: 'new-window' })
    })
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: '__standinIpc', executionContextName: worldName })
    await this.#addScripts(cdp)
    page.on('crash', () => this.#onCrash(page))
    page.on('domcontentloaded', () => this.emit('dom-ready'))
    page.on('load', () => this.emit('did-finish-load'))
  }

  async #addScripts(cdp) {
    const channel = `s${crypto.randomUUID()}`
    const preload = readFileSync(this.#preferences.preload, 'utf8')
    const source = sourceOfPreloadWorld(channel, preload, { versions: process.versions, platform: process.platform })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: sourceOfMainWorld(channel) })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName })
  }

  /** Playwright never speaks to a page again that crashed, so the window gets another. */
  #onCrash(page) {
    forget(page)
    this.#contextId = undefined
    this.#ready = this.#open()
    void page.close().catch(() => {})
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  }

  #hear({ kind, id, channel, args }) {
    const senderFrame = { url: this.getURL(), parent: null }
    const event = preventable({ sender: this, senderFrame })
    if (kind === 'send') ipcMain.emit(channel, event, ...args.map(unpacked))
    else void this.#invoke(event, id, channel, args.map(unpacked))
  }

  async #invoke(event, reply, channel, args) {
    try {
      const handler = ipcMain.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      await this.#receive({ reply, value: packed(await handler(event, ...args)) })
    } catch (thrown) {
      await this.#receive({ reply, error: `Error invoking remote method '${channel}': ${thrown}` })
    }
  }

  async #receive(message) {
    const call = {
      executionContextId: this.#contextId,
      functionDeclaration: 'function (message) { globalThis.__standinReceive(JSON.parse(message)) }',
      arguments: [{ value: JSON.stringify(message) }],
    }
    await this.#cdp.send('Runtime.callFunctionOn', call).catch(() => {})
  }
}

/** Bytes and text cross whole; nothing else is offered but JSON. */
function packed(value) {
  return value instanceof Uint8Array
    ? { bytes: Buffer.from(value).toString('base64') }
    : { json: structuredClone(value) }
}

function unpacked({ bytes, json }) {
  return bytes === undefined ? json : new Uint8Array(Buffer.from(bytes, 'base64'))
}
