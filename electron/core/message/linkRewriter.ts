import { addressAtAgent, type UpstreamBase, unquoted } from './addressRewrite.ts'

/** A longer string is no link; and no more of a body is held back. */
const maxLinkBytes = 8 * 1024
/** In JSON only an opening quote has a letter after it. A link that is not ended reaches to the end of the text. */
const link = /"https?:(?:[^"\\]|\\.?)*(?:(")|$)/gis
/** What a part of a body may end with, so that the next part makes it a link. */
const beginnings = ['"https', '"http', '"htt', '"ht', '"h', '"']

/** Headers about the very bytes of a body, which do not hold once they are changed (RFC 9530, RFC 1864). */
export const bodyHeaders = ['content-length', 'content-digest', 'repr-digest', 'digest', 'content-md5']

/**
 * Rewrites links in the JSON body of a response, as it passes: a string that is an absolute address of the upstream becomes
 * the address by which the agent is asked for it. A client that follows it would otherwise send its key for the agent to the
 * cloud. All other bytes stay as they are.
 */
export class LinkRewriter {
  readonly #base: UpstreamBase
  readonly #agentOrigin: string
  /** The end of the last part, which may be the beginning of a link; as Latin-1. */
  #pending = ''
  /** The letter before it: whether a quote is escaped. */
  #before = ''

  constructor(base: UpstreamBase, agentOrigin: string) {
    this.#base = base
    this.#agentOrigin = agentOrigin
  }

  /** The next part of the body, without its end where that may be the beginning of a link: this comes with the next part. */
  push(chunk: Buffer): Buffer {
    const text = this.#pending + chunk.toString('latin1')
    const end = this.#endOf(text)
    this.#pending = text.slice(end)
    return this.#pass(text.slice(0, end))
  }

  /** What is still pending at the end of the body. */
  flush(): Buffer {
    const rest = this.#pending
    this.#pending = ''
    return this.#pass(rest)
  }

  /** Of a body that is there as a whole. */
  rewriteWhole(body: Buffer): Buffer {
    return Buffer.concat([this.push(body), this.flush()])
  }

  /** Where what may be the beginning of a link begins, at the end of the text. */
  #endOf(text: string): number {
    for (const { 0: found, 1: closed, index } of text.matchAll(link)) {
      if (index + found.length < text.length) continue
      return closed === undefined && found.length <= maxLinkBytes ? index : text.length
    }
    const end = text.slice(-6).toLowerCase()
    return text.length - (beginnings.find((beginning) => end.endsWith(beginning))?.length ?? 0)
  }

  #pass(text: string): Buffer {
    const before = this.#before
    this.#before = text.at(-1) ?? before
    const rewritten = text.replace(link, (found, closed: string | undefined, at: number) => {
      // An escaped quote is inside of another string, which may be anything.
      const isEscaped = (at === 0 ? before : text[at - 1]) === '\\'
      return closed === undefined || isEscaped || found.length > maxLinkBytes ? found : this.#leadToAgent(found)
    })
    return Buffer.from(rewritten, 'latin1')
  }

  #leadToAgent(literal: string): string {
    const path = addressAtAgent(unquoted(literal), '/', this.#base)
    return path === undefined ? literal : JSON.stringify(this.#agentOrigin + path)
  }
}
