import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import type { SignatureProblem } from '#contract/faults/requestFaults.ts'

/** What a request says of itself in `Till-Agent-Signature`. */
export interface RequestSignature {
  client: string
  /** Milliseconds since 1970, by the client's clock. */
  timeMs: number
  nonce: string
  /** SHA-256 of the body, in small hexadecimal. */
  bodyDigest: string
  /** HMAC-SHA-256, in small hexadecimal. */
  mac: string
}

/** What is signed beside what the header says. */
export interface SignedRequest {
  method: string
  /** Path and query as they stand in the request. */
  target: string
  /** That the client called. By it no other program can pass the request on. */
  port: number
}

/** `<client> <time> <nonce> <digest of the body> <HMAC>` */
const form = /^([a-z][a-z0-9-]{0,31}) (\d{12,14}) ([\w-]{22,86}) ([0-9a-f]{64}) ([0-9a-f]{64})$/

/** `undefined` where the header is not as it has to be. */
export function readSignature(header: string): RequestSignature | undefined {
  const [, client, time, nonce, bodyDigest, mac] = form.exec(header) ?? []
  if (client === undefined || nonce === undefined || bodyDigest === undefined || mac === undefined) return undefined
  return { client, timeMs: Number(time), nonce, bodyDigest, mac }
}

/** Whether it was made with the key of this digest, for this request. */
export function isSignedBy(keyDigest: string, request: SignedRequest, signature: RequestSignature): boolean {
  const { method, target, port } = request
  const { nonce, timeMs, bodyDigest, mac } = signature
  const signed = ['till-agent request', method, target, bodyDigest, nonce, timeMs, port].join('\n')
  const expected = createHmac('sha256', Buffer.from(keyDigest, 'base64url')).update(signed).digest()
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'))
}

/** Whether the body is the one that was signed. */
export function isSignedBody({ bodyDigest }: RequestSignature, body: Uint8Array): boolean {
  return hash('sha256', body, 'hex') === bodyDigest
}

/** Why a signature does not count by its time; `undefined` where it does. @param startedAt of the agent, before which nothing is known */
export function timeProblem(
  timeMs: number,
  { now, startedAt, maxAgeMs }: { now: number; startedAt: number; maxAgeMs: number },
): SignatureProblem | undefined {
  if (Math.abs(now - timeMs) > maxAgeMs) return 'expired'
  // Which signatures were used before the start is forgotten.
  return timeMs < startedAt ? 'before-start' : undefined
}
