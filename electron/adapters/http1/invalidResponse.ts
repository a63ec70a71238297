/** The bytes are no HTTP/1.1 response, or one that may be read in two ways. */
export class InvalidResponse extends Error {
  /** What is wrong, as a constant; no text of the upstream's. */
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}
