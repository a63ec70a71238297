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

/** For people to read out: each digit as likely as any other, to within a hundredth. */
export function randomDigits(random: Random, count: number): string {
  const digits = Array.from({ length: count }, () => {
    const [high = 0, low = 0] = random.bytes(2)
    return (high * 256 + low) % 10
  })
  return digits.join('')
}

/** At least 0 and less than 1, in steps of 1/256. */
export function randomFraction(random: Random): number {
  const [byte = 0] = random.bytes(1)
  return byte / 256
}
