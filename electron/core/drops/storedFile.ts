import { z } from 'zod'
import { DropProblem, DropRefusal } from '#contract/drops/drop.ts'
import { Instant } from '#contract/values.ts'
import type { DropFile } from './file.ts'

const since = { since: Instant }
const failures = z.int().nonnegative()
const proof = z.enum(['size', 'checksum'])
const pause = { failures, notBefore: Instant, problem: DropProblem.optional() }

/** A file as the database keeps it, in plain text. */
const StoredFile = z.object({
  ...{ sequence: z.int(), id: z.string(), drop: z.string(), name: z.string(), bytes: z.int().nonnegative() },
  ...{ digest: z.string(), createdAt: Instant, expiresAt: Instant },
  state: z.discriminatedUnion('name', [
    z.object({ name: z.literal('waiting'), ...since, ...pause }),
    z.object({ name: z.literal('uploading'), ...since, failures }),
    z.object({ name: z.literal('renaming'), ...since, ...pause, proof, to: z.string() }),
    z.object({ name: z.literal('sent'), ...since, proof }),
    z.object({ name: z.literal('refused'), ...since, why: DropRefusal }),
    z.object({ name: z.literal('expired'), ...since }),
  ]),
})

export function fileText({ sequence: _, id: __, ...facts }: DropFile): string {
  return JSON.stringify(facts)
}

/** `undefined` for what no agent has written. */
export function readFile(sequence: number, id: string, text: string): DropFile | undefined {
  try {
    return StoredFile.parse({ ...JSON.parse(text), sequence, id }) as DropFile
  } catch {
    return undefined
  }
}
