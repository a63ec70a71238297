import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { fromChromium, toChromium } from './addresses.mjs'
import { app } from './app.mjs'
import { forget, limitWebRtc, newPage } from './chromium.mjs'
import { emitPreventable, preventable } from './event.mjs'
import { ipcMain } from './ipcMain.mjs'
import { session } from './session.mjs'
import { sourceOfMainWorld, sourceOfPreloadWorld, worldName } from './worlds.mjs'

/** The only preferences the stand-in accepts: it could not show the effects of less safe ones. */
const requiredPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
}

export class WebContents extends EventEmitter {
  session
  #window
  #preferences
  #page
  #cdp
  /** Id of the execution context in which the preload runs. */
  #contextId
  #ready
  /** Addresses that the app itself is loading. */
  #loading = new Set()
  /** In Chromium's form, see addresses.mjs. */
  #url = ''
  #decideOnWindow = () => ({ action: 'allow' })

  constructor(window, preferences) {
    super()
    for (const [name, value] of Object.entries(requiredPreferences))
      if (preferences[name] !== value) throw new Error(`The stand-in has no window whose ${name} is not ${value}`)
    this.id = window.id
    this.session = preferences.partition ? session.fromPartition(preferences.partition) : session.defaultSession
    this.#window = window
    this.#preferences = preferences
    this.#ready = app.whenReady().then(() => this.#open())
    app.emit('web-contents-created', {}, this)
  }

  async loadURL(url) {
    await this.#ready
    await this.#navigate(toChromium(url), (address) => this.#page.goto(address))
    this.#window.emit('ready-to-show')
  }

  reload() {
    const load = (url) => (this.#page.url() === 'about:blank' ? this.#page.goto(url) : this.#page.reload())
    void this.#ready.then(() => this.#navigate(this.#url, load)).catch(() => {})
  }

  send(channel, ...args) {
    if (this.#contextId !== undefined) void this.#post({ channel, args: args.map(serialize) })
  }

  setWindowOpenHandler(decide) {
    this.#decideOnWindow = decide
  }

  setWebRTCIPHandlingPolicy(policy) {
    limitWebRtc(policy)
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

  /** Whether the app lets its page navigate to the address. The app's own navigations are always allowed. */
  allows(url, isMainFrame) {
    if (isMainFrame && this.#loading.has(url)) return true
    const details = { url, isMainFrame, isSameDocument: false }
    const isFrameAllowed = emitPreventable(this, 'will-frame-navigate', details, url)
    return isFrameAllowed && (!isMainFrame || emitPreventable(this, 'will-navigate', details, url))
  }

  async #navigate(url, load) {
    const [address] = fromChromium(url).split('#')
    this.#loading.add(address)
    try {
      await load(url)
    } finally {
      this.#loading.delete(address)
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
      if (name === '__standinIpc') this.#onMessage(JSON.parse(payload))
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

  /** Playwright cannot use a page after a crash, so the window gets a new one. */
  #onCrash(page) {
    forget(page)
    this.#contextId = undefined
    this.#ready = this.#open()
    void page.close().catch(() => {})
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  }

  #onMessage({ kind, id, channel, args }) {
    const senderFrame = { url: this.getURL(), parent: null }
    const event = preventable({ sender: this, senderFrame })
    if (kind === 'send') ipcMain.emit(channel, event, ...args.map(deserialize))
    else void this.#invoke(event, id, channel, args.map(deserialize))
  }

  async #invoke(event, reply, channel, args) {
    try {
      const handler = ipcMain.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      await this.#post({ reply, value: serialize(await handler(event, ...args)) })
    } catch (thrown) {
      await this.#post({ reply, error: `Error invoking remote method '${channel}': ${thrown}` })
    }
  }

  async #post(message) {
    const call = {
      executionContextId: this.#contextId,
      functionDeclaration: 'function (message) { globalThis.__standinReceive(JSON.parse(message)) }',
      arguments: [{ value: JSON.stringify(message) }],
    }
    await this.#cdp.send('Runtime.callFunctionOn', call).catch(() => {})
  }
}

/** Bytes as base64, any other value as JSON: the stand-in carries nothing else. */
function serialize(value) {
  return value instanceof Uint8Array
    ? { bytes: Buffer.from(value).toString('base64') }
    : { json: structuredClone(value) }
}

function deserialize({ bytes, json }) {
  return bytes === undefined ? json : new Uint8Array(Buffer.from(bytes, 'base64'))
}
