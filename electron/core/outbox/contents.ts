import { z } from 'zod'
import type { WriteRequest } from '#core/scheme/outboxRules.ts'

/** A write as it is kept, encrypted. @property target as the client sent it, from `/via/` on */
export interface KeptWrite extends WriteRequest {
  readonly target: string
}

const Head = z.object({
  ...{ method: z.string(), target: z.string(), path: z.string(), query: z.string() },
  headers: z.array(z.string()),
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
