/** The session cookie of one port. Browsers keep cookies by host and not by port, so two agents need two names. */
export class SessionCookie {
  readonly #name: string
  readonly #path: string

  /** @param kind what it is for @param path where the browser sends it */
  constructor(port: number, kind = 'session', path = '/') {
    this.#name = `till-agent-${kind}-${port}`
    this.#path = path
  }

  /**
   * A `Set-Cookie` value.
   *
   * @param maxAgeSeconds absent for a cookie that ends with the browser
   */
  set(value: string, maxAgeSeconds?: number): string {
    const plain = `${this.#name}=${value}; HttpOnly; SameSite=Strict; Path=${this.#path}`
    return maxAgeSeconds === undefined ? plain : `${plain}; Max-Age=${maxAgeSeconds}`
  }

  /** A `Set-Cookie` value that makes the browser forget it. */
  clear(): string {
    return this.set('', 0)
  }

  /** Every value of the cookie in a `Cookie` header: another program of this machine may have set one beside ours. */
  valuesIn(header = ''): string[] {
    const pairs = header.split(';').map((pair) => pair.trim())
    const prefix = `${this.#name}=`
    return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length))
  }
}
