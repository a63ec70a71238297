import { z } from 'zod'
import { PairingState } from './pairing.ts'
import { UpstreamState } from './upstream.ts'
import { UpstreamId } from './values.ts'
import { VerificationId, VerificationState } from './verification.ts'

/** What a client may want to know at once (GET /v1/events). What became of it is asked for at its own address. */
export const PosEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('verification'), id: VerificationId, state: VerificationState }),
  z.object({ type: z.literal('upstream'), id: UpstreamId, state: UpstreamState }),
  /** Of whichever program asked: that a person is being asked, and how it ended. */
  z.object({ type: z.literal('pairing'), state: PairingState }),
])
export type PosEvent = z.infer<typeof PosEvent>

/** What a window shows and may have to read anew. */
export const Topic = z.enum([
  'status',
  'upstreams',
  'clients',
  'pairings',
  'verifications',
  'requests',
  'settings',
  'pin',
])
export type Topic = z.infer<typeof Topic>
