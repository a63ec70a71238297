/** An event of Electron that a listener can cancel with `preventDefault()`. */
export function preventable(fields = {}) {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

/** Emits a cancellable event. @returns whether no listener has cancelled it */
export function emitPreventable(emitter, name, fields, ...args) {
  const event = preventable(fields)
  emitter.emit(name, event, ...args)
  return !event.defaultPrevented
}
