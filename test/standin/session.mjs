import { EventEmitter } from 'node:events'
import { app } from './app.mjs'

/** Schemes of the app's own, and what answers for them. */
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

/** Keeps what it is given; Chromium never asks it here, but a test may. */
class Session extends EventEmitter {
  protocol = protocol
  given = {}
  webRequest = {
    onBeforeRequest: (...args) => {
      this.given.beforeRequest = args.at(-1)
    },
  }

  setPermissionRequestHandler(handler) {
    this.given.permissionRequest = handler
  }

  setPermissionCheckHandler(handler) {
    this.given.permissionCheck = handler
  }

  setDevicePermissionHandler(handler) {
    this.given.devicePermission = handler
  }

  /** Whether a request may leave the page. */
  lets(details) {
    const { beforeRequest } = this.given
    if (!beforeRequest) return Promise.resolve(true)
    return new Promise((resolve) => beforeRequest(details, ({ cancel }) => resolve(!cancel)))
  }
}

export const session = { defaultSession: new Session() }
