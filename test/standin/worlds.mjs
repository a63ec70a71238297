// Code that runs in the page. The page's world sees only what the preload's world exposes; Chromium isolates the two.

export const worldName = 'electron-preload'

export function sourceOfMainWorld(channel) {
  return `(${mainWorld})(${JSON.stringify(channel)}, ${bridge})`
}

export function sourceOfPreloadWorld(channel, preload, process) {
  const preloadFunction = `function (require, module, exports, process) {\n${preload}\n}`
  return `(${preloadWorld})(${JSON.stringify(channel)}, ${bridge}, ${preloadFunction}, ${JSON.stringify(process)})`
}

/** Copies values between the worlds like contextBridge: functions by reference, without prototypes. */
function bridge(channel, side, otherSide) {
  // Read before the page can replace them.
  const { document, CustomEvent } = globalThis
  const { parse, stringify } = JSON
  const functions = new Map()
  let count = 0
  let lastReply
  const emit = (type, detail) =>
    document.dispatchEvent(new CustomEvent(channel + otherSide + type, { detail: stringify(detail) }))
  const on = (type, listener) =>
    document.addEventListener(channel + side + type, (event) => listener(parse(event.detail)))
  const serialize = (value) => {
    if (typeof value === 'function') {
      functions.set(++count, value)
      return { function: count }
    }
    if (value instanceof Uint8Array) return { bytes: [...value] }
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (Array.isArray(value)) return { list: value.map(serialize) }
    if (value !== null && typeof value === 'object')
      return { object: Object.entries(value).map(([key, inner]) => [key, serialize(inner)]) }
    return { plain: value }
  }
  const deserialize = (serialized) => {
    if ('function' in serialized) return (...args) => call(serialized.function, args)
    if ('bytes' in serialized) return Uint8Array.from(serialized.bytes)
    if ('list' in serialized) return serialized.list.map(deserialize)
    if ('object' in serialized)
      return Object.fromEntries(serialized.object.map(([key, inner]) => [key, deserialize(inner)]))
    return serialized.plain
  }
  const call = (id, args) => {
    emit('call', { id, args: args.map(serialize) })
    const { value, error } = lastReply
    lastReply = undefined
    if (error !== undefined) throw new Error(error)
    return deserialize(value)
  }
  on('call', ({ id, args }) => {
    try {
      emit('reply', { value: serialize(functions.get(id)(...args.map(deserialize))) })
    } catch (thrown) {
      emit('reply', { error: String(thrown.message) })
    }
  })
  on('reply', (reply) => {
    lastReply = reply
  })
  return { emit, on, serialize, deserialize }
}

function mainWorld(channel, makeBridge) {
  if (window !== window.top) return
  const { on, deserialize } = makeBridge(channel, 'main', 'preload')
  const freeze = (value) => {
    if (value === null || typeof value !== 'object') return value
    for (const inner of Object.values(value)) freeze(inner)
    return Object.freeze(value)
  }
  on('expose', ({ key, api }) =>
    Object.defineProperty(window, key, { value: freeze(deserialize(api)), enumerable: true, writable: false }),
  )
}

function preloadWorld(channel, makeBridge, preload, process) {
  if (window !== window.top) return
  const { emit, serialize } = makeBridge(channel, 'preload', 'main')
  const listeners = new Map()
  const pending = new Map()
  let count = 0
  const encode = (value) => {
    if (value instanceof Uint8Array) return { bytes: btoa(String.fromCharCode(...value)) }
    return { json: structuredClone(value) }
  }
  const decode = ({ bytes, json }) =>
    bytes === undefined ? json : Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  const post = (message) => globalThis.__standinIpc(JSON.stringify(message))
  globalThis.__standinReceive = ({ reply, value, error, channel: name, args }) => {
    if (reply === undefined) {
      for (const listener of listeners.get(name) ?? []) listener({ sender: ipcRenderer }, ...args.map(decode))
      return
    }
    const { resolve, reject } = pending.get(reply)
    pending.delete(reply)
    if (error === undefined) resolve(decode(value))
    else reject(new Error(error))
  }
  const ipcRenderer = {
    send: (name, ...args) => post({ kind: 'send', channel: name, args: args.map(encode) }),
    invoke: (name, ...args) => {
      const id = ++count
      pending.set(id, Promise.withResolvers())
      post({ kind: 'invoke', id, channel: name, args: args.map(encode) })
      return pending.get(id).promise
    },
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return this
    },
  }
  const contextBridge = { exposeInMainWorld: (key, api) => emit('expose', { key, api: serialize(api) }) }
  const module = { exports: {} }
  // A sandboxed preload can require Electron and no module of Node.
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  preload(require, module, module.exports, { ...process, sandboxed: true, contextIsolated: true })
}
