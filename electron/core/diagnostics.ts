import type { Reach } from './network.ts'

/** What came of knocking at an upstream: connecting the way requests go, and asking without any credential. */
export type Knock =
  /** @property dateMs the upstream's clock, if it told. @property issuer absent where no TLS was spoken */
  | { kind: 'answered'; dateMs?: number; issuer?: Issuer }
  /** The other end could not prove who it is. Nothing was sent. @property reason OpenSSL's or Node's code */
  | { kind: 'untrusted'; reason: string; issuer: string }
  /** The proxy said no. @property status of its answer */
  | { kind: 'proxy-refused'; status: number }
  /** No connection, or no answer. @property reason a code */
  | { kind: 'silent'; reason: string }

/** Who vouches for a server. */
export interface Issuer {
  name: string
  /** Whether browsers everywhere know that authority. */
  isPublic: boolean
}

/** What only the machine itself can tell. */
export interface Diagnostics {
  /** Such as `linux x64, Node 24.1.0`; nothing that tells one machine from another. */
  readonly machine: string
  /** The addresses behind a host name, or the code of why there are none. */
  resolve(host: string): Promise<{ addresses: string[] } | { reason: string }>
  /** The proxy that the way to an upstream leads through, without credentials; `undefined` when it is direct. */
  proxyFor(reach: Reach): string | undefined
  /** @throws Fault `FILE_UNREADABLE` when the CA file is of no use */
  knock(reach: Reach, signal: AbortSignal): Promise<Knock>
  /** Whether the POS door answers at this port of this machine. */
  answersAt(port: number, signal: AbortSignal): Promise<boolean>
  /** Names of copies of damaged settings that still lie about. */
  settingsSetAside(): readonly string[]
}
