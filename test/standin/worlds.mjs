// Code that runs in the page: its own world sees only what the preload's world exposes. The isolation is Chromium's own.

export const worldName = 'electron-preload'

export function sourceOfMainWorld(channel) {
  return `(${mainWorld})(${JSON.stringify(channel)}, ${bridge})`
}

export function sourceOfPreloadWorld(channel, preload, process) {
  const preloadFunction = `function (require, module, exports, process) {\n${preload}\n}`
  return `(${preloadWorld})(${JSON.stringify(channel)}, ${bridge}, ${preloadFunction}, ${JSON.stringify(process)})`
}

/** Copies values between the worlds, as contextBridge does: functions by reference, no prototypes. */
function bridge(channel, side, other) {
  // Taken before the page can put something else in their place.
  const { document, CustomEvent } = globalThis
  const { parse, stringify } = JSON
  const functions = new Map()
  let count = 0
  let answer
  const emit = (type, detail) =>
    document.dispatchEvent(new CustomEvent(channel + other + type, { detail: stringify(detail) }))
  const on = (type, listener) =>
    document.addEventListener(channel + side + type, (event) => listener(parse(event.detail)))
  const pack = (value) => {
    if (typeof value === 'function') {
      functions.set(++count, value)
      return { function: count }
    }
    if (value instanceof Uint8Array) return { bytes: [...value] }
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (Array.isArray(value)) return { list: value.map(pack) }
    if (value !== null && typeof value === 'object')
      return { object: Object.entries(value).map(([key, inner]) => [key, pack(inner)]) }
    return { plain: value }
  }
  const unpack = (packed) => {
    if ('function' in packed) return (...args) => call(packed.function, args)
    if ('bytes' in packed) return Uint8Array.from(packed.bytes)
    if ('list' in packed) return packed.list.map(unpack)
    if ('object' in packed) return Object.fromEntries(packed.object.map(([key, inner]) => [key, unpack(inner)]))
    return packed.plain
  }
  const call = (id, args) => {
    emit('call', { id, args: args.map(pack) })
    const { value, error } = answer
    answer = undefined
    if (error !== undefined) throw new Error(error)
    return unpack(value)
  }
  on('call', ({ id, args }) => {
    try {
      emit('answer', { value: pack(functions.get(id)(...args.map(unpack))) })
    } catch (thrown) {
      emit('answer', { error: String(thrown.message) })
    }
  })
  on('answer', (given) => {
    answer = given
  })
  return { emit, on, pack, unpack }
}

function mainWorld(channel, makeBridge) {
  if (window !== window.top) return
  const { on, unpack } = makeBridge(channel, 'main', 'preload')
  const freeze = (value) => {
    if (value === null || typeof value !== 'object') return value
    for (const inner of Object.values(value)) freeze(inner)
    return Object.freeze(value)
  }
  on('expose', ({ key, api }) =>
    Object.defineProperty(window, key, { value: freeze(unpack(api)), enumerable: true, writable: false }),
  )
}

function preloadWorld(channel, makeBridge, preload, process) {
  if (window !== window.top) return
  const { emit, pack } = makeBridge(channel, 'preload', 'main')
  const listeners = new Map()
  const pending = new Map()
  let count = 0
  const packed = (value) => {
    if (value instanceof Uint8Array) return { bytes: btoa(String.fromCharCode(...value)) }
    return { json: structuredClone(value) }
  }
  const unpacked = ({ bytes, json }) =>
    bytes === undefined ? json : Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  const post = (message) => globalThis.__standinIpc(JSON.stringify(message))
  globalThis.__standinReceive = ({ reply, value, error, channel: name, args }) => {
    if (reply === undefined) {
      for (const listener of listeners.get(name) ?? []) listener({ sender: ipcRenderer }, ...args.map(unpacked))
      return
    }
    const { resolve, reject } = pending.get(reply)
    pending.delete(reply)
    if (error === undefined) resolve(unpacked(value))
    else reject(new Error(error))
  }
  const ipcRenderer = {
    send: (name, ...args) => post({ kind: 'send', channel: name, args: args.map(packed) }),
    invoke: (name, ...args) => {
      const id = ++count
      pending.set(id, Promise.withResolvers())
      post({ kind: 'invoke', id, channel: name, args: args.map(packed) })
      return pending.get(id).promise
    },
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return this
    },
  }
  const contextBridge = { exposeInMainWorld: (key, api) => emit('expose', { key, api: pack(api) }) }
  const module = { exports: {} }
  // As a sandboxed preload's: it knows Electron, and nothing of Node.
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  preload(require, module, module.exports, { ...process, sandboxed: true, contextIsolated: true })
}
