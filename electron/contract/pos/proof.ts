import { z } from 'zod'
import { ClientId } from '#contract/values.ts'

/** A program asks who listens at the port before it sends its key there. */
export const ProofRequest = z.strictObject({
  client: ClientId,
  /** Random, and another one each time: 16 bytes or more, such as 43 letters of base64url or 64 of hexadecimal. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,86}$/, 'must be 22 to 86 letters, digits, - or _'),
})
export type ProofRequest = z.infer<typeof ProofRequest>

export const Proof = z.object({
  agentNonce: z.string().meta({ description: "The agent's own random text, part of what is proven" }),
  proof: z.string().meta({
    description:
      'HMAC-SHA-256, hexadecimal, of "till-agent proof <nonce> <agentNonce> <port>"; its key is the SHA-256 of the client\'s key, 32 bytes',
  }),
})
export type Proof = z.infer<typeof Proof>
