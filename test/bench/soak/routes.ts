import { createHash } from 'node:crypto'

/**
 * Behaviours of the soak's upstream. The path names the behaviour, the id of the request and a number of bytes:
 * `/v1/whole/g-17/65536`.
 */
export const behaviours = ['whole', 'slow', 'busy', 'reset', 'half', 'garbage'] as const
export type Behaviour = (typeof behaviours)[number]

export function pathOf(behaviour: Behaviour, id: string, bytes: number): string {
  return `/v1/${behaviour}/${id}/${bytes}`
}

/** The body that belongs to an id. Caller and upstream compute the same one, and no two ids share one. */
export function bodyOf(id: string, bytes: number): Buffer {
  return Buffer.alloc(bytes, createHash('sha256').update(id).digest())
}

export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

/** Response time of `slow`; longer than the timeout of its callers. */
export const slowMs = 2_500
export const callerTimeoutMs = 1_000
