/** A person does not type this fast for this long. */
const maxGapMs = 50
/** Shorter bursts are a person's, or a key that bounces. */
const minLength = 6

/** The keys of a scanner, which types what it reads and ends with Enter. */
export class ScanBuffer {
  #text = ''
  #lastMs = Number.NEGATIVE_INFINITY

  /**
   * Takes one key.
   *
   * @param atMs when it was pressed, on any clock
   * @returns what was scanned, when the key ends a scan
   */
  press(key: string, atMs: number): string | undefined {
    const isInBurst = atMs - this.#lastMs < maxGapMs
    this.#lastMs = atMs
    if (key === 'Enter') {
      const text = this.#text
      this.#text = ''
      return isInBurst && text.length >= minLength ? text : undefined
    }
    if (key.length !== 1) return undefined
    this.#text = isInBurst ? this.#text + key : key
    return undefined
  }
}

let waiting: string | undefined

/** Keeps a scan of another screen for the counter, in the memory of the page alone. */
export function leaveScan(text: string): void {
  waiting = text
}

export function takeScan(): string | undefined {
  const text = waiting
  waiting = undefined
  return text
}
