/** Two bytes are told apart by so many of their bits together. */
const shiftTableLength = 4_096
const maxShift = 255

/**
 * Tells whether any of several texts may stand in some bytes, in one pass that looks at few of them: the longer the shortest
 * text, the fewer (Wu and Manber, A fast algorithm for multi-pattern searching, 1994, with blocks of two bytes).
 */
export class AnchorSearch {
  readonly #anchors: readonly Buffer[]
  /** Length of the shortest text. */
  readonly #windowLength: number
  /** By the last two bytes of a window: how far the next window lies in which a text may begin; 0 for this one. */
  readonly #shifts: Uint8Array

  /** @param anchors ASCII */
  constructor(anchors: readonly string[]) {
    this.#anchors = anchors.map((anchor) => Buffer.from(anchor, 'latin1'))
    this.#windowLength = Math.min(...anchors.map(({ length }) => length))
    this.#shifts = shiftsOf(this.#anchors, this.#windowLength)
  }

  /** Never false where one does. A text of one byte may always. */
  mayStandIn(bytes: Uint8Array): boolean {
    const windowLength = this.#windowLength
    if (windowLength < 2) return true
    const shifts = this.#shifts
    let end = windowLength - 1
    while (end < bytes.length) {
      const shift = shifts[slotOf(bytes[end - 1] as number, bytes[end] as number)] as number
      if (shift === 0 && this.#beginsAt(bytes, end - windowLength + 1)) return true
      end += shift || 1
    }
    return false
  }

  #beginsAt(bytes: Uint8Array, at: number): boolean {
    // From the end, since the beginning is there already: most texts that nearly hold an anchor have it cut short.
    for (const anchor of this.#anchors) {
      let offset = anchor.length - 1
      while (offset >= 0 && bytes[at + offset] === anchor[offset]) offset -= 1
      if (offset < 0) return true
    }
    return false
  }
}

function shiftsOf(anchors: readonly Buffer[], windowLength: number): Uint8Array {
  const shifts = new Uint8Array(shiftTableLength).fill(Math.min(maxShift, windowLength - 1))
  for (const anchor of anchors) {
    for (let at = 0; at + 2 <= windowLength; at += 1) {
      const slot = slotOf(anchor[at] as number, anchor[at + 1] as number)
      shifts[slot] = Math.min(shifts[slot] as number, windowLength - 2 - at)
    }
  }
  return shifts
}

function slotOf(first: number, second: number): number {
  return (first << 4) ^ second
}
