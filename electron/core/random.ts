export interface Random {
  /** Cryptographically strong. */
  bytes(count: number): Uint8Array
}
