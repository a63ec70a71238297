/** The terminal tells every process of the group, and whoever started this one may tell it once more. */
const copyMs = 300

/** Tells a second signal from the first one that comes again. */
export class SignalCount {
  #first: { signal: NodeJS.Signals; atMs: number } | undefined

  count(signal: NodeJS.Signals, atMs: number): 'first' | 'same' | 'second' {
    const first = this.#first
    if (!first) {
      this.#first = { signal, atMs }
      return 'first'
    }
    // Ctrl-C; no terminal sends the others.
    return signal === 'SIGINT' && first.signal === 'SIGINT' && atMs - first.atMs <= copyMs ? 'same' : 'second'
  }
}
