import type { Http } from '#core/network/controlHttp.ts'
import type { Network } from '#core/network/network.ts'
import { DocumentError } from '#core/signing/signedDocument.ts'
import { directivesFile, maxDirectivesBytes } from './directives.ts'

export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
}

/** The signed file of a channel, from the host of the releases. */
export class DirectivesFeed {
  readonly #network: Pick<Network, 'http'>
  readonly #onDate: (dateMs: number) => void
  /** As it was last received: the host need not send it again. */
  #last: { url: string; etag: string; bytes: Uint8Array } | undefined

  #host: { origin: string; http: Http } | undefined

  /** @param onDate is told what the clock of the host shows whenever it answers, in milliseconds since 1970 */
  constructor(network: Pick<Network, 'http'>, onDate: (dateMs: number) => void = () => {}) {
    this.#network = network
    this.#onDate = onDate
  }

  /**
   * @param folder of the releases
   * @throws UnreachableError · DocumentError `too-large`
   */
  async read(folder: string, channel: string): Promise<Uint8Array> {
    const url = `${folder}/${directivesFile(channel)}`
    const { origin, pathname } = new URL(url)
    const known = this.#last?.url === url ? this.#last : undefined
    const headers: Record<string, string> = known ? { 'If-None-Match': known.etag } : {}
    const outcome = await this.#httpTo(origin).request({ method: 'GET', path: pathname, headers })
    if (outcome.kind === 'silence') throw new UnreachableError(outcome.reason)
    if (outcome.dateMs !== undefined) this.#onDate(outcome.dateMs)
    if (outcome.status === 304 && known) return known.bytes
    if (outcome.status !== 200) throw new UnreachableError(`status ${outcome.status}`)
    const bytes = Buffer.from(outcome.body)
    if (bytes.length > maxDirectivesBytes) throw new DocumentError('too-large')
    const { etag } = outcome.headers
    this.#last = etag === undefined ? undefined : { url, etag, bytes }
    return bytes
  }

  #httpTo(origin: string): Http {
    if (this.#host?.origin !== origin)
      this.#host = { origin, http: this.#network.http({ baseUrl: origin, proxy: 'system' }) }
    return this.#host.http
  }
}
