import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import type { WriteRequest } from '#core/scheme/outboxRules.ts'
import type { OutboxEntry } from './entry.ts'
import type { OutboxRepository } from './repository.ts'
import type { OutboxSeal, SealedKind } from './seal.ts'
import type { Sealed, SealedParts } from './store.ts'
import { boundFacts } from './storedEntry.ts'

/** A write as it is kept, encrypted. */
export interface KeptWrite extends WriteRequest {
  /** From `/via/` on, with its query. */
  readonly target: string
  /** As the client sent it, where a person has corrected it since. @property body in Base64 */
  readonly original?: { readonly target: string; readonly query: string; readonly body: string } | undefined
}

const Head = z.object({
  ...{ method: z.string(), target: z.string(), path: z.string(), query: z.string() },
  headers: z.array(z.string()),
  original: z.object({ target: z.string(), query: z.string(), body: z.string() }).optional(),
})

const lineEnd = 0x0a

/** One line of JSON, and after it the body byte for byte. */
export function packWrite({ body, ...head }: KeptWrite): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(Head.parse(head))}\n`), body])
}

/** `undefined` for what `packWrite` has not made. */
export function unpackWrite(bytes: Buffer): KeptWrite | undefined {
  const end = bytes.indexOf(lineEnd)
  try {
    return { ...Head.parse(JSON.parse(bytes.toString('utf8', 0, end))), body: bytes.subarray(end + 1) }
  } catch {
    return undefined
  }
}

/** The upstream's response to a write, as its client may read it later. */
export const KeptAnswer = z.object({ status: z.int(), contentType: z.string().optional(), body: z.string() })
export type KeptAnswer = z.infer<typeof KeptAnswer>

interface Deps {
  repository: Pick<OutboxRepository, 'read'>
  /** @throws the vault's faults */
  seal(): Promise<OutboxSeal>
}

/** What entries say and what was answered, in clear text: `undefined` where it does not belong to the entry as it stands. */
export class OutboxContents {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` · the vault's */
  async writeOf(entry: OutboxEntry): Promise<KeptWrite | undefined> {
    const bytes = await this.#open(entry, 'contents')
    return bytes && unpackWrite(bytes)
  }

  /** @throws as `writeOf` */
  async answerOf(entry: OutboxEntry): Promise<KeptAnswer | undefined> {
    const bytes = await this.#open(entry, 'answer')
    return bytes && KeptAnswer.safeParse(JSON.parse(bytes.toString('utf8'))).data
  }

  /** @throws the vault's faults */
  async sealAnswer(entry: OutboxEntry, answer: KeptAnswer): Promise<Sealed> {
    return (await this.#deps.seal()).encrypt(entry, 'answer', Buffer.from(JSON.stringify(answer)))
  }

  /**
   * The parts of an entry for when its facts are others: none where the encryption vouches for none of those that change.
   *
   * @throws Fault `OUTBOX_UNAVAILABLE` when the entry is not what was accepted · the vault's
   */
  async resealed(before: OutboxEntry, after: OutboxEntry): Promise<Partial<SealedParts>> {
    if (boundFacts(before) === boundFacts(after)) return {}
    const contents = await this.#open(before, 'contents')
    if (!contents) throw unreadable()
    const answer = await this.#open(before, 'answer')
    const seal = await this.#deps.seal()
    return {
      contents: seal.encrypt(after, 'contents', contents),
      ...(answer && { answer: seal.encrypt(after, 'answer', answer) }),
    }
  }

  /** The parts of an entry that says something else from now on. @throws as `resealed` */
  async rewritten(before: OutboxEntry, after: OutboxEntry, write: KeptWrite): Promise<SealedParts> {
    const answer = await this.#open(before, 'answer')
    const seal = await this.#deps.seal()
    return {
      contents: seal.encrypt(after, 'contents', packWrite(write)),
      ...(answer && { answer: seal.encrypt(after, 'answer', answer) }),
    }
  }

  async #open(entry: OutboxEntry, kind: SealedKind): Promise<Buffer | undefined> {
    const part = (await this.#deps.repository.read(entry.id))?.[kind]
    return part && (await this.#deps.seal()).decrypt(entry, kind, part)
  }
}

export function unreadable(): Fault {
  return new Fault(
    'OUTBOX_UNAVAILABLE',
    'What this entry says cannot be read: it was changed on the disk, or is of another till.',
  )
}
