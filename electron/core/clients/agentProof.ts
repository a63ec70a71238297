import { createHmac } from 'node:crypto'
import type { Proof, ProofRequest } from '#contract/pos/proof.ts'
import { type Random, randomText } from '#core/base/random.ts'

/**
 * Shows that who listens at this port keeps the digest of the client's key, which no other program has seen (attacks.md T21).
 * The port keeps another program from passing the question on to the agent. By the agent's own nonce each answer looks
 * random, so nobody learns whether a client exists or chooses what is signed.
 *
 * @param keyDigest SHA-256 of the client's key, base64url; none where there is no such client
 */
export function agentProof(
  keyDigest: string | undefined,
  nonce: ProofRequest['nonce'],
  port: number,
  random: Random,
): Proof {
  // Drawn for known clients too, so that both take the same time.
  const anyKey = randomText(random, 32)
  const agentNonce = randomText(random, 16)
  const key = Buffer.from(keyDigest ?? anyKey, 'base64url')
  const proven = `till-agent proof ${nonce} ${agentNonce} ${port}`
  return { agentNonce, proof: createHmac('sha256', key).update(proven).digest('hex') }
}
