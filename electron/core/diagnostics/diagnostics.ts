import type { UpstreamEndpoint } from '#core/network/network.ts'
import type { SystemWays } from '#core/network/systemProxy.ts'

/** The result of connecting to an upstream the way requests do, and of one request without any credential. */
export type ProbeResult =
  /** @property dateMs the upstream's clock, if the response told. @property issuer absent without TLS */
  | { kind: 'answered'; dateMs?: number; issuer?: Issuer }
  /** The certificate was not trusted, so nothing was sent. @property reason OpenSSL's or Node's code */
  | { kind: 'untrusted'; reason: string; issuer: string }
  /** A proxy refused to connect. @property status of its response @property reason as in `LinkFailure` */
  | { kind: 'proxy-refused'; status: number; reason: string; proxy: string }
  /** No connection or no response. @property reason a system error code */
  | { kind: 'silent'; reason: string }

/** The authority that issued a server's certificate. */
export interface Issuer {
  name: string
  /** Whether every browser trusts that authority. */
  isPublic: boolean
}

/**
 * The way to an upstream.
 *
 * @property address of the proxy, without user name and password
 * @property found what the settings of the system say
 * @property source the variable of the environment that cannot be read, or `proxy` of the upstream
 */
export type ProxyInUse =
  | { kind: 'direct' }
  | { kind: 'proxy'; address: string }
  | { kind: 'system'; found: SystemWays }
  | { kind: 'unreadable'; source: string }

/**
 * What the environment of the process asks for and does not get.
 *
 * @property weakening variables and options that would make connections less safe
 * @property authorities variables and options that name certificate authorities
 */
export interface EnvironmentNotes {
  weakening: readonly string[]
  authorities: readonly string[]
}

/**
 * Which other users may write in the data directory, and so have the secrets sent to themselves.
 *
 * @property writers as the system names them @property code why the system did not tell
 */
export type DataAccess =
  | { kind: 'own' }
  | { kind: 'shared'; directory: string; writers: readonly string[] }
  | { kind: 'unknown'; directory: string; code: string }

/** Checks that only the machine itself can make. */
export interface Diagnostics {
  /** Such as `linux x64, Node 24.1.0`; the same on all machines of a kind. */
  readonly machine: string
  /** The addresses of a host name, or the error code of the resolver. */
  resolve(host: string): Promise<{ addresses: string[] } | { reason: string }>
  proxyFor(endpoint: UpstreamEndpoint): Promise<ProxyInUse>
  /** @throws Fault `FILE_UNREADABLE` for an unusable CA file · `UPSTREAM_UNREACHABLE` for a proxy that cannot be read */
  probeConnection(endpoint: UpstreamEndpoint, signal: AbortSignal): Promise<ProbeResult>
  /** Whether the POS API answers at this port of this machine. */
  answersAt(port: number, signal: AbortSignal): Promise<boolean>
  environment(): EnvironmentNotes
  /** Absent where the modes of files keep others out. */
  dataAccess?: (() => Promise<DataAccess>) | undefined
  /** Names of copies of damaged settings that are still there. */
  settingsSetAside(): readonly string[]
}
