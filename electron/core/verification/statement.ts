import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type StatementCheck, StatementClaims, type StatementVerdict } from '#contract/statement.ts'
import type { UpstreamMode } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Client } from '#core/clients/clients.ts'
import { recipientFrom } from '#core/codes/recipient.ts'
import type { Recipient } from '#core/scheme/codeProvider.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { statementRulesOf } from '#core/settings/statements.ts'
import type { VerificationSecrets } from './keys/secrets.ts'
import type { ConfirmedVerification, Holder } from './store.ts'
import { methodOf } from './verification.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  secrets(): Promise<VerificationSecrets>
}

/** Long enough for the sale that the customer was verified for. */
const lifeSeconds = 600

/** Signs statements: a client shows one to its own server, as evidence that this customer was verified here just now. */
export class Statements {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * The statement for the client that holds the verification: its server refuses one made for another client.
   *
   * @returns a JWT; `undefined` when nobody holds it
   * @throws the vault's faults
   */
  async sign(verification: ConfirmedVerification): Promise<string | undefined> {
    const { id, client, upstream, channel, maskedIdentifier, purpose, amount, sale, proof, holder } = verification
    if (!holder || proof.hmac === undefined) return undefined
    const secrets = await this.#deps.secrets()
    const { till, mode } = this.#factsOf(upstream)
    const iat = Math.floor(proof.confirmedAt / 1_000)
    const claims: StatementClaims = {
      ...{ iss: this.#issuer(), aud: holder.id, azp: holder.id, jti: id, iat, exp: iat + lifeSeconds },
      startedBy: client === undefined ? 'cashier' : 'client',
      method: methodOf(verification),
      ...(proof.override !== undefined && { overrideReason: proof.override }),
      ...{ upstream, mode, channel, maskedIdentifier, identifierHmac: proof.hmac },
      identifierKid: kidOf(secrets.statementKeyOf(holder.keyDigest)),
      purpose: purpose ?? 'unstated',
      ...(till !== undefined && { till }),
      ...(amount !== undefined && { amount }),
      ...sale,
    }
    return secrets.sign('statement', claims, statementRulesOf(this.#deps.settings.read()).algorithm)
  }

  /** @throws Fault `INVALID_INPUT` for an identifier that cannot be read · the vault's */
  async check(client: Client, { statement, identifier }: StatementCheck): Promise<StatementVerdict> {
    const { settings, clock } = this.#deps
    const secrets = await this.#deps.secrets()
    const claims = StatementClaims.safeParse(await secrets.verify('statement', statement)).data
    if (claims?.iss !== this.#issuer()) return { valid: false, reason: 'not-signed-here' }
    const key = secrets.statementKeyOf(client.keyDigest)
    if (claims.aud !== client.id || claims.identifierKid !== kidOf(key))
      return { valid: false, reason: 'other-audience' }
    if (claims.exp * 1_000 <= clock.now()) return { valid: false, reason: 'expired' }
    if (!identifier) return { valid: true, claims }
    const recipient = recipientFrom(identifier, settings.read().store?.country)
    const identifierMatches = isEqual(claims.identifierHmac, identifierHmac(key, claims.jti, recipient))
    return { valid: true, claims, identifierMatches }
  }

  /** @throws the vault's faults */
  async hmacOf(holder: Holder, id: string, recipient: Recipient): Promise<string> {
    return identifierHmac((await this.#deps.secrets()).statementKeyOf(holder.keyDigest), id, recipient)
  }

  /** The key that a client's server checks `identifierHmac` with. @throws the vault's faults */
  async keyOf({ keyDigest }: Pick<Client, 'keyDigest'>): Promise<string> {
    return (await this.#deps.secrets()).statementKeyOf(keyDigest)
  }

  #issuer(): string {
    return `till-agent/${this.#deps.settings.read().installation}`
  }

  #factsOf(upstream: string): { till?: string | undefined; mode: UpstreamMode } {
    const {
      till,
      settings,
      mode = 'live',
    } = this.#deps.settings.read().upstreams.find(({ id }) => id === upstream) ?? {}
    return { till: typeof settings?.till === 'string' ? settings.till : till, mode }
  }
}

/** @param key base64url @param id of the verification: one customer's statements have nothing in common */
function identifierHmac(key: string, id: string, { value }: Recipient): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`${id}:${value}`).digest('base64url')
}

/** Tells which key it is, and nothing else of it. */
function kidOf(key: string): string {
  return createHash('sha256').update(Buffer.from(key, 'base64url')).digest('base64url').slice(0, 22)
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
