import { createHmac } from 'node:crypto'

/**
 * How the agent and the page of a session know each other, without the key of the page crossing the wire after its link. Both have
 * the SHA-256 of that key, and each run of the agent has a random name. A program that takes the port while the agent is away
 * can answer no challenge, and what it is sent is of no use to it in any other run.
 *
 * @param keyDigest SHA-256 of the page key
 * @param run name of this run of the agent
 */
export function pageTokenOf(keyDigest: Uint8Array, run: string): string {
  return createHmac('sha256', keyDigest).update(`till-agent page ${run}`).digest('base64url')
}

/** What shows the page that the agent is the one that it had its key from. @param challenge random, of the page's own */
export function agentProofOf(keyDigest: Uint8Array, run: string, challenge: string): string {
  return createHmac('sha256', keyDigest).update(`till-agent agent ${run} ${challenge}`).digest('base64url')
}
