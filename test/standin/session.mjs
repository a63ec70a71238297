import { EventEmitter } from 'node:events'
import { app } from './app.mjs'

/** The app's own schemes with their privileges, and their handlers. */
export const schemes = new Map()
const handlers = new Map()

export const protocol = {
  registerSchemesAsPrivileged(list) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges = {} } of list) schemes.set(scheme, privileges)
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
}

export function handlerOf(scheme) {
  return handlers.get(scheme)
}

/** Stores the app's handlers, so that tests can call them. Of these Chromium uses only `beforeRequest` here. */
class Session extends EventEmitter {
  protocol = protocol
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

export const session = { defaultSession: new Session(), fromPartition: () => new Session() }
