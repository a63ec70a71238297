import { ContentDecoder, UndecodableContent } from '#core/message/contentDecoder.ts'
import { codingOf } from '#core/message/representation.ts'
import type { BodyAssessment } from '#core/scheme/requestAuthenticator.ts'
import { HeldResponse } from './heldResponse.ts'

/** As much of a body, unpacked, as is read for what it says of the credential. What comes later tells nothing. */
const maxBytes = 1024

/**
 * The beginning of a response whose body may refuse the credential, whatever its status. It is held, a few bytes at most,
 * until it is judged, so that the caller never sees a refusal that a new token mends.
 */
export class ResponseBeginning {
  readonly held: HeldResponse
  readonly #assess: (beginning: Buffer) => BodyAssessment
  readonly #decoder: ContentDecoder | undefined
  #seen: Buffer = Buffer.alloc(0)

  constructor(assess: (beginning: Buffer) => BodyAssessment, ...head: HeldResponse['head']) {
    const coding = codingOf(head[2])
    this.held = new HeldResponse(...head)
    this.#assess = assess
    // A coding that cannot be read is refused when the body is passed on.
    this.#decoder = coding === 'plain' || coding === 'unreadable' ? undefined : new ContentDecoder(coding)
  }

  /** Holds the chunk while it is undecided. */
  add(chunk: Buffer): BodyAssessment {
    const part = this.#plain(chunk)
    if (!part) return 'pass'
    const seen = this.#seen.length === 0 ? part : Buffer.concat([this.#seen, part])
    const assessment = this.#assess(seen.subarray(0, maxBytes))
    if (assessment !== 'undecided') return assessment
    if (seen.length >= maxBytes) return 'pass'
    this.#seen = Buffer.from(seen)
    this.held.add(chunk)
    return 'undecided'
  }

  /** `undefined` for what cannot be unpacked, which is refused when it is passed on. */
  #plain(chunk: Buffer): Buffer | undefined {
    try {
      return this.#decoder ? this.#decoder.push(Buffer.from(chunk)) : chunk
    } catch (thrown) {
      if (thrown instanceof UndecodableContent) return undefined
      throw thrown
    }
  }
}
