const maxValues = 256
const maxLetters = 256

/**
 * What a pure function made of texts from outside. Programs send the same few all day; only so many of so many letters are
 * remembered, and all are forgotten when they are too many.
 */
export class Remembered<Value> {
  readonly #values = new Map<string, Value>()

  /** @param make what it returns `undefined` for is not remembered; neither is what it throws for */
  of(text: string, make: () => Value): Value {
    const known = this.#values.get(text)
    if (known !== undefined) return known
    const made = make()
    if (made === undefined || text.length > maxLetters) return made
    if (this.#values.size >= maxValues) this.#values.clear()
    this.#values.set(text, made)
    return made
  }
}
