export interface Backoff {
  /** The wait after the first failure. It doubles with each further one. */
  firstMs: number
  maxMs: number
}

/** How long to wait after so many failures in a row, in milliseconds; 0 after none. */
export function backoffMs({ firstMs, maxMs }: Backoff, failures: number): number {
  return failures < 1 ? 0 : Math.min(firstMs * 2 ** (failures - 1), maxMs)
}

/**
 * `waitMs` moved by up to a quarter to either side, so that a thousand tills do not come back in the same second
 * (attacks.md T51).
 *
 * @param fraction random, from 0 to 1
 */
export function withJitter(waitMs: number, fraction: number): number {
  return waitMs * (0.75 + fraction / 2)
}
