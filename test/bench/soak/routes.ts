import { createHash } from 'node:crypto'

/**
 * What the upstream of the soak does, by the first word of the path below `/v1/`. After it come an id of the request
 * and a number of bytes: `/v1/whole/g-17/65536`.
 */
export const behaviours = ['whole', 'slow', 'busy', 'reset', 'half', 'garbage'] as const
export type Behaviour = (typeof behaviours)[number]

export function pathOf(behaviour: Behaviour, id: string, bytes: number): string {
  return `/v1/${behaviour}/${id}/${bytes}`
}

/** The body that goes with an id: both ends can make it, and no two are alike. */
export function bodyOf(id: string, bytes: number): Buffer {
  return Buffer.alloc(bytes, createHash('sha256').update(id).digest())
}

export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

/** How long the upstream takes over `slow`: longer than those who ask for it wait. */
export const slowMs = 2_500
export const callerPatienceMs = 1_000
