import type { z } from 'zod'
import type { UnprovenCause } from '#contract/faults/tillFaults.ts'
import type { Route } from '#contract/grant.ts'
import type { NamedWrite } from '#contract/outbox/settings.ts'
import type { ExpectedIdentity, Identity, LinkTarget } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import type { FaultRemedy } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { BrowserSignIn } from './browserSignIn.ts'
import type { CacheRules } from './cacheRules.ts'
import type { CheckoutSigner } from './checkout.ts'
import type { CodeProvider, CodeTarget } from './codeProvider.ts'
import type { CustomerDirectory } from './customerDirectory.ts'
import type { CustomerSignInProvider } from './customerSignIn.ts'
import type { Mount } from './mount.ts'
import type { NamedUsers } from './namedUsers.ts'
import type { OutboxRules, ReadBack, WriteRequest } from './outboxRules.ts'
import type { RegionAddresses } from './region.ts'
import type { RequestAuthenticator } from './requestAuthenticator.ts'

/** What a probe learnt about a credential. */
export type CredentialCheck =
  | { outcome: 'accepted'; identity: Identity }
  | { outcome: 'refused'; detail: string; remedy: FaultRemedy }
  /** The credential may be right or wrong: the upstream gave no response that tells. */
  | { outcome: 'unverified'; detail: string; remedy: FaultRemedy; cause?: UnprovenCause | undefined }

export interface SchemeDeps {
  /** Makes a client for calls below this base URL, with the upstream's own caFile and proxy. */
  http(baseUrl: string): Http
  clock: Clock
  random: Random
  storage: SecretStorage
}

/** One secret that a scheme makes by itself and needs after a restart. It is removed together with its upstream. */
export interface SecretStorage {
  /** @throws the vault's faults */
  read(): Promise<Secret | undefined>
  /** `undefined` removes the secret. @throws the vault's faults */
  write(secret: Secret | undefined): Promise<void>
}

/** A short-lived token that a client may have. */
export interface HandedOverToken {
  token: Secret
  /** The time that is left of it, in milliseconds. */
  lifetimeMs: number
}

/** One upstream's credential in use. */
export interface Session extends RequestAuthenticator {
  /** Reads from `storage`. Called once, before the session is used. @throws the vault's faults */
  load?(): Promise<void>
  /** Present where a person signs in with a browser. */
  readonly browserSignIn?: BrowserSignIn
  /** Stops timers and ends customer sessions. */
  close?(): void
  /** Present where customers sign in, each with a credential of their own. */
  readonly customers?: CustomerSignInProvider
  /** Present where the upstream sends one-time codes to customers. */
  readonly codes?: CodeProvider
  /** Present where customers can be looked up. */
  readonly directory?: CustomerDirectory
  /** Present where clients may name users of their own. */
  readonly users?: NamedUsers
  /** Present where a checkout is started with a signed token. */
  readonly checkout?: CheckoutSigner
  /**
   * Present where the upstream can be asked whether a write took effect.
   *
   * @throws Fault when it gives no answer: it is asked again later
   */
  readBack?(write: WriteRequest): Promise<ReadBack>
  /**
   * Returns a token for a client with the grant `hand-over`.
   *
   * @param refused one that the upstream no longer takes, as the client says: it gets another
   * @throws as `authorise`
   */
  handOver?(refused?: string): Promise<HandedOverToken>
  /** A sentence about something in a response that a person should know. @param headers flat: name, value, … */
  alarm?(headers: readonly string[]): string | undefined
  /** Asks the upstream who the till is. Sends the credential once. */
  probe(http: Http, clock: Clock): Promise<CredentialCheck>
}

/** A request before it goes upstream. */
export interface OutgoingRequest {
  method: string
  /** Decoded once, with the path of the base URL before it. */
  path: string
  /** With its `?`, or empty. */
  query: string
  /** Present when `readsBody` asked for the body and it was not too long. */
  body: Buffer | undefined
}

export interface Examination {
  /** Requests with the same key are sent one after another. */
  lockKey?: string | undefined
  /**
   * Everybody whom this request may have a one-time code sent to. Each counts towards the same limits as the agent's own
   * codes (attacks.md T54). Absent for a request that sends none.
   */
  codeTargets?: readonly CodeTarget[] | undefined
  /** Sent in place of the body that came, so that what was checked is what is sent. */
  body?: Buffer | undefined
  /** The handle of a customer whose tokens the client asks to renew. The agent does that, and this request is not sent. */
  renews?: string | undefined
}

/** One way of authenticating to an upstream. The broker knows no other difference between clouds. */
export interface Scheme<
  Settings extends object = object,
  Secrets extends Record<string, string | undefined> = Record<string, string | undefined>,
> {
  readonly id: string
  /** The fields of an upstream's entry beside the common ones. */
  readonly settings: z.ZodObject & z.ZodType<Settings>
  readonly secrets: z.ZodObject & z.ZodType<Secrets>
  /**
   * Reduces the secrets to what is needed to authenticate. The result rests in the vault and is never empty.
   */
  toStoredCredential(secrets: Secrets, settings: Settings): Secret
  /**
   * The secrets that `toStoredCredential` reduced, for a rotation that names some of them and keeps the others. Absent for a
   * scheme with one secret.
   */
  secretsIn?(storedCredential: Secret): Secrets
  /** @param baseUrl the upstream's */
  open(settings: Settings, storedCredential: Secret, deps: SchemeDeps, baseUrl: string): Session
  /** Another name for `baseUrl` in an entry, for clouds whose documents have one. It overrides `baseUrl`. */
  readonly baseUrlName?: string
  /** The whole base URL for one that leaves out what the cloud's documents always have. */
  completeBaseUrl?(baseUrl: string): string
  /**
   * The path that all routes begin with in the cloud's documents, such as `/v1`. Where the base URL ends with it, a request's
   * path may begin with it, too, or leave it out. Presets leave it out.
   */
  readonly rootPath?: string
  /** The cloud's other hosts. Requests to them go in a customer's name. */
  mounts?(settings: Settings, baseUrl: string): readonly Mount[]
  /** The addresses that a region stands for; or, where the cloud's documents do not agree on them, a message. */
  addressesOf?(region: string): RegionAddresses
  /** The regions that a form offers. */
  readonly regions?: readonly string[]
  /** What its sessions have: `look-up` stands for `directory`, `verify` for `codes`. */
  readonly offers?: readonly ('look-up' | 'verify')[]
  /** What its probe tells of whose credential it is, so that it can be expected. */
  readonly identifies?: readonly (keyof ExpectedIdentity)[]
  /** Whether only the agent may set this header. @param header in lower case, with `-` for `_` */
  ownsHeader(header: string, settings: Settings): boolean
  /** Whether a client may set this header in place of the agent's own. @param header one of `ownsHeader` */
  mayChoose?(header: string, value: string): boolean
  /** Routes that no grant opens, in any spelling. Here `/a/**` is `/a` as well. */
  readonly deniedRoutes: readonly Route[]
  readonly presets: Readonly<Record<string, readonly Route[]>>
  /** A client with this preset may name users of its own, if the sessions have `users`. */
  readonly userPreset?: string
  /** Present where writes may wait in the outbox. @param named the routes that the upstream's settings name */
  outbox?(settings: Settings, named: readonly NamedWrite[]): OutboxRules | undefined
  /** Present where answers to look-ups may be kept for a while. */
  readonly cache?: CacheRules
  /** Whether the writes that may wait are those that an upstream's settings name. */
  readonly namesWrites?: boolean
  /** Whether a GET changes something upstream, so that it must not be sent twice. */
  hasSideEffect(path: string, query: string): boolean
  /**
   * Whether `examine` needs the body, which is then held in memory. A body that is too long for that is refused under
   * `must` and streamed without being examined under `may`.
   */
  readsBody?(method: string, path: string): 'must' | 'may' | 'no'
  /** Whether the response may hold a customer's tokens, so that `extractTokens` has to read it before any client does. */
  holdsResponse?(method: string, path: string): boolean
  /**
   * Whether the upstream wants a customer's credential for this route: it never goes in the till's name, which the upstream
   * would only refuse.
   */
  needsCustomer?(path: string): boolean
  /**
   * Whether a body may name addresses of the upstream, as JSON strings. Responses name them so that they lead through the
   * agent; in the body they are turned back into the upstream's own, if it is not too long to be held in memory.
   */
  namesAddresses?(method: string, path: string): boolean
  /** Where links in JSON answers lead, unless the upstream's settings say otherwise; absent for `upstream`. */
  readonly links?: LinkTarget
  /** @throws Fault `BODY_REFUSED` when no client may send this body */
  examine?(request: OutgoingRequest): Examination
}
