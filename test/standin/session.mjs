import { EventEmitter } from 'node:events'
import { app } from './app.mjs'

/** The app's own schemes with their privileges. */
export const schemes = new Map()

/** Of one session: a scheme that another one handles is unknown here. */
class Protocol {
  #handlers = new Map()

  registerSchemesAsPrivileged(list) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges = {} } of list) schemes.set(scheme, privileges)
  }

  handle(scheme, handler) {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    this.#handlers.set(scheme, handler)
  }

  isProtocolHandled(scheme) {
    return this.#handlers.has(scheme)
  }

  handlerOf(scheme) {
    return this.#handlers.get(scheme)
  }
}

/** Stores the app's handlers, so that tests can call them. Of these Chromium uses only `beforeRequest` here. */
class Session extends EventEmitter {
  protocol = new Protocol()
  handlers = {}
  webRequest = {
    onBeforeRequest: (...args) => {
      this.handlers.beforeRequest = args.at(-1)
    },
  }

  setPermissionRequestHandler(handler) {
    this.handlers.permissionRequest = handler
  }

  setPermissionCheckHandler(handler) {
    this.handlers.permissionCheck = handler
  }

  setDevicePermissionHandler(handler) {
    this.handlers.devicePermission = handler
  }

  /** What the app has set last. Chromium uses that of the default session. */
  proxy

  async setProxy(config) {
    this.proxy = config
  }

  fetch = (url, init) => fetch(url, init)

  /** Whether the app lets a request leave the page. */
  allows(details) {
    const { beforeRequest } = this.handlers
    if (!beforeRequest) return Promise.resolve(true)
    return new Promise((resolve) => beforeRequest(details, ({ cancel }) => resolve(!cancel)))
  }
}

const partitions = new Map()

export const session = {
  defaultSession: new Session(),
  fromPartition(name) {
    if (!partitions.has(name)) partitions.set(name, new Session())
    return partitions.get(name)
  },
}

export const { protocol } = session.defaultSession
