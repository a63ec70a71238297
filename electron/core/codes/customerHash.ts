import { createHmac } from 'node:crypto'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'

/** HMAC-SHA-256 of the customer, base64url: equal for one customer, and worthless without the key. */
export function customerHash({ type, value }: CodeTarget, key: Uint8Array): string {
  return createHmac('sha256', key).update(`${type}:${value}`).digest('base64url')
}

/** Whoever holds the key that hashes customers. @throws the vault's faults */
export type CustomerHasher = () => Promise<{ customerHash(target: CodeTarget): string }>
