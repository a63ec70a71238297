import { ContentDecoder, type ReadableCoding, UndecodableContent } from './contentDecoder.ts'
import type { ResponseRedactor } from './credentialRedactor.ts'
import { uncheckableResponse } from './uncheckable.ts'

/**
 * `undecided`: the caller has seen nothing yet · `verbatim`: it gets the bytes as they came · `unpacked`: it gets the body
 * unpacked, since it holds the credential, which can be redacted in no other way, or links that are rewritten
 */
type Form = 'undecided' | 'verbatim' | 'unpacked'

/**
 * Looks into a compressed body while it passes. As long as the credential is not in it, the caller gets the very bytes that
 * came, and each only once all that it unpacks to is seen to be free of it.
 */
export class CompressedBody {
  readonly #decoder: ContentDecoder
  readonly #redactor: ResponseRedactor
  #form: Form
  /** As they came, and not passed on yet. */
  #held: Buffer[] = []
  /** What those unpack to, redacted; while undecided. */
  #unpacked: Buffer[] = []

  /** @param form `unpacked` for one that is changed on its way in any case */
  constructor(coding: ReadableCoding, redactor: ResponseRedactor, form: 'undecided' | 'unpacked' = 'undecided') {
    this.#form = form
    this.#decoder = new ContentDecoder(coding)
    this.#redactor = redactor
  }

  get form(): Form {
    return this.#form
  }

  /**
   * @returns what may be passed on now
   * @throws Fault `UPSTREAM_ANSWER_INVALID` when it cannot be looked into, or holds the credential in its later part
   */
  push(chunk: Buffer): Buffer[] {
    const copy = Buffer.from(chunk)
    const unpacked = this.#unpack(copy)
    const redacted = this.#redactor.redactChunk(Buffer.from(unpacked))
    if (this.#form !== 'unpacked') this.#held.push(copy)
    const isUnseen = this.#form === 'undecided' && unpacked.length === 0
    return this.#pass(redacted, isUnseen || this.#redactor.hasPending)
  }

  /** @throws as `push` */
  end(): Buffer[] {
    return this.#pass(this.#redactor.flush(), false)
  }

  #unpack(chunk: Buffer): Buffer {
    try {
      return this.#decoder.push(chunk)
    } catch (thrown) {
      throw thrown instanceof UndecodableContent ? uncheckableResponse(thrown.message) : thrown
    }
  }

  #pass(redacted: Buffer, isPending: boolean): Buffer[] {
    if (this.#form === 'unpacked') return [redacted]
    if (this.#redactor.hasRedacted) return this.#passUnpacked(redacted)
    if (isPending) {
      if (this.#form === 'undecided') this.#unpacked.push(redacted)
      return []
    }
    this.#form = 'verbatim'
    this.#unpacked = []
    return this.#held.splice(0)
  }

  #passUnpacked(redacted: Buffer): Buffer[] {
    // A part of the packed bytes is with the caller: no other form can follow.
    if (this.#form === 'verbatim') throw uncheckableResponse('it holds the credential, compressed')
    this.#form = 'unpacked'
    this.#held = []
    return [...this.#unpacked.splice(0), redacted]
  }
}
