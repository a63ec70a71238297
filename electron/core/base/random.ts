export interface Random {
  /** Cryptographically strong. */
  bytes(count: number): Uint8Array
}

/** An id or a secret that cannot be guessed: base64url. 16 bytes do for an id, 32 for a secret. */
export function randomText(random: Random, byteCount: number): string {
  return Buffer.from(random.bytes(byteCount)).toString('base64url')
}

/** The same in hexadecimal, where capital and small letters count as one. */
export function randomHex(random: Random, byteCount: number): string {
  return Buffer.from(random.bytes(byteCount)).toString('hex')
}

/** At least 0 and less than 1, in steps of 1/256. */
export function randomFraction(random: Random): number {
  const [byte = 0] = random.bytes(1)
  return byte / 256
}
