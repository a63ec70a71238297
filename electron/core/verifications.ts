import type {
  Amount,
  CashierVerification,
  KeySet,
  Verification,
  VerificationIdentifier,
  VerificationStart,
} from '../contract/verification.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Changes } from './changes.ts'
import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import type { Secret } from './secret.ts'
import type { SettingsStore } from './settings.ts'
import type { Signer } from './statements.ts'
import type { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'
import type { VerificationStore } from './verificationStore.ts'

interface Ports {
  upstreams: Upstreams
  settings: SettingsStore
  vault: Vault
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: Changes
  store: VerificationStore
  signer: Signer
}

export class Verifications {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async start(_client: Client, _start: VerificationStart): Promise<Verification> {
    throw new Error(`not built yet ${this.#ports}`)
  }

  async startForCashier(_start: {
    upstream: string
    identifier: VerificationIdentifier
    purpose?: string | undefined
    amount?: Amount | undefined
  }): Promise<CashierVerification> {
    throw new Error('not built yet')
  }

  maySee(_id: string, _client: Client): boolean {
    return false
  }

  async get(_id: string, _client: Client, _waitMs: number, _gone?: AbortSignal): Promise<Verification> {
    throw new Error('not built yet')
  }

  async check(_id: string, _client: Client | undefined, _code: Secret): Promise<Verification> {
    throw new Error('not built yet')
  }

  async resend(_id: string, _client: Client | undefined): Promise<Verification> {
    throw new Error('not built yet')
  }

  async cancel(_id: string, _client: Client | undefined): Promise<Verification> {
    throw new Error('not built yet')
  }

  open(): CashierVerification[] {
    return []
  }

  forCashier(_id: string): CashierVerification {
    throw new Error('not built yet')
  }

  async keys(): Promise<KeySet> {
    throw new Error('not built yet')
  }

  close(): void {}
}
