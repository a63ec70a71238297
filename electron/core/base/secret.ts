/** A text that cannot be printed, logged or serialised by accident (attacks.md T62, T63). */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The only way to the text. Called where a header or a sign-in body is made, and where the keychain is written. */
  reveal(): string {
    return this.#text
  }

  toJSON(): string {
    return '[secret]'
  }

  toString(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
