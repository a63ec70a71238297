import { z } from 'zod'
import { Instant } from '#contract/values.ts'

const Digest = z.string().regex(/^[\w-]{43}$/)

/** What outlasts the agent of a session: SHA-256 digests of random secrets, from which none can be found. */
export const StoredSession = z.object({
  cookieDigest: Digest,
  pageKeyDigest: Digest,
  openedAt: Instant,
  expiresAt: Instant,
  /** Whether a manager said that this browser stays signed in. */
  isRemembered: z.boolean(),
})
export type StoredSession = z.infer<typeof StoredSession>

/** Where sessions outlast the agent. */
export interface SessionStore {
  /** Empty where nothing was stored, or where it cannot be read: people then open a new link. */
  read(): StoredSession[]
  /** A failure is reported and not thrown: the sessions go on until the agent ends. */
  write(sessions: readonly StoredSession[]): void
}
