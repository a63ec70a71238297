/** As Electron hands one to a listener that may prevent what is about to happen. */
export function preventable(fields = {}) {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
