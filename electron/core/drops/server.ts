import type { DropAddress } from '#contract/drops/target.ts'
import type { Secret } from '#core/base/secret.ts'

/** Why a server of files could not be used. */
export type ServerProblem = 'unreachable' | 'untrusted' | 'credential' | 'refused'

/** What a server of files did not do. */
export class DropServerError extends Error {
  readonly problem: ServerProblem
  /** For a person. It holds no secret. */
  readonly detail: string
  /** Of the key or certificate that the server showed, where it is not the right one. */
  readonly fingerprint: string | undefined

  constructor(problem: ServerProblem, detail: string, fingerprint?: string) {
    super(detail)
    this.problem = problem
    this.detail = detail
    this.fingerprint = fingerprint
  }
}

/** As a folder is set up. */
export function trustOf({ fingerprint, caFile, proxy }: Omit<DropTrust, 'address'>, address: DropAddress): DropTrust {
  return { address, fingerprint, caFile, proxy }
}

export interface DropCredential {
  password?: Secret
  /** A private key as OpenSSH writes it. */
  key?: Secret
  keyPassword?: Secret
}

/** The server, and what tells it from another. @property caFile path of a PEM file @property proxy as of an upstream */
export interface DropTrust {
  address: DropAddress
  fingerprint?: string | undefined
  caFile?: string | undefined
  proxy?: string | undefined
}

/** Signed in. Paths are relative to the folder of the address. @throws DropServerError from every call */
export interface DropSession {
  /** Whether the folder is there. */
  hasFolder(): Promise<boolean>
  /** In bytes; `undefined` where no file has the name. */
  sizeOf(name: string): Promise<number | undefined>
  /** Replaces what has the name. */
  write(name: string, bytes: Buffer): Promise<void>
  /** SHA-256 in hex, of what the server has; `undefined` where it cannot tell. */
  digestOf(name: string): Promise<string | undefined>
  rename(from: string, to: string): Promise<void>
  close(): Promise<void>
}

export interface DropServers {
  /** Connects and shows nothing of the till. @throws DropServerError */
  identify(address: DropAddress, proxy: string | undefined): Promise<{ fingerprint: string; isVouchedFor: boolean }>
  /** @throws DropServerError */
  connect(server: DropTrust, credential: DropCredential): Promise<DropSession>
}
