import type { z } from 'zod'
import type { Route } from '../contract/grant.ts'
import type { Identity } from '../contract/upstream.ts'
import type { Clock } from './clock.ts'
import type { CodeDesk, CodeFor } from './codeDesk.ts'
import type { Authority, Verdict } from './customer.ts'
import type { CustomerDesk } from './customerDesk.ts'
import type { CustomerRegister } from './customerRegister.ts'
import type { Http } from './http.ts'
import type { Random } from './random.ts'
import type { Secret } from './secret.ts'
import type { Portal } from './signIn.ts'

export type { Verdict }

export type Proof =
  | { outcome: 'accepted'; identity: Identity }
  /** The upstream knows the question but not us. */
  | { outcome: 'refused'; detail: string; remedy: string }
  /** Nothing was learnt about the credential. */
  | { outcome: 'unproven'; detail: string; remedy: string }

/** The world, as a session needs it. */
export interface SchemePorts {
  /** Control calls below this base URL, by the upstream's own way: its caFile, its proxy. */
  http(baseUrl: string): Http
  clock: Clock
  random: Random
  memory: Memory
}

/** What a scheme made itself and must find again after a restart. Rests in the vault, and goes with its upstream. */
export interface Memory {
  /** @throws the vault's faults */
  read(): Promise<Secret | undefined>
  /** `undefined` forgets it. */
  write(made: Secret | undefined): Promise<void>
}

/** A short-lived token that a client may have. @property lifetimeMs what is left of it */
export interface HandedToken {
  token: Secret
  lifetimeMs: number
}

/** One upstream's credential in use. */
export interface Session extends Authority {
  /** Reads what it remembers, once, before it is used. @throws the vault's faults */
  restore?(): Promise<void>
  /** Where a person signs in with a browser. */
  readonly signIn?: Portal
  /** Stops what it does by itself. */
  close?(): void
  /** Where customers sign in, each with a credential of their own. */
  readonly customers?: CustomerDesk
  /** Where customers are proven to be who they say. */
  readonly codes?: CodeDesk
  /** Where it can be asked who a customer is. */
  readonly register?: CustomerRegister
  /** What the beginning of an answer's body says of the credential, for clouds that refuse in the body of a 200. */
  judgeBody?(beginning: Buffer): 'pass' | 'renew' | 'locked'
  /** A token for a client with the grant `hand-over`. @throws as `authorise` */
  handOver?(): Promise<HandedToken>
  /** Something in an answer that a person should know of, as a sentence. @param headers flat: name, value, … */
  alarm?(headers: readonly string[]): string | undefined
  /** Asks the upstream who we are. Sends the credential once. */
  probe(http: Http, clock: Clock): Promise<Proof>
}

/** A request as a scheme sees it before it goes. */
export interface Draft {
  method: string
  /** Decoded once. */
  path: string
  /** With its `?`, or empty. */
  query: string
  /** Only where the scheme asked to read it, and it was not too long. */
  body: Buffer | undefined
}

export interface Examined {
  /** Requests of one subject are sent one after another. */
  subject?: string | undefined
  /** Whom it has a one-time code sent to: counted with those of the agent's own (attacks.md T54). */
  codeFor?: CodeFor | undefined
  /** Sent in place of the body that came: what was checked is what goes. */
  body?: Buffer | undefined
}

/** One way of authenticating to an upstream (design 6). */
export interface Scheme<
  Settings extends object = object,
  Secrets extends Record<string, string | undefined> = Record<string, string | undefined>,
> {
  readonly id: string
  /** The provisioning file's names, besides the common ones. */
  readonly settings: z.ZodObject & z.ZodType<Settings>
  readonly secrets: z.ZodObject & z.ZodType<Secrets>
  /** What the vault keeps: as little as is needed to authenticate. */
  seal(secrets: Secrets, settings: Settings): Secret
  /** @param baseUrl the upstream's */
  open(settings: Settings, sealed: Secret, ports: SchemePorts, baseUrl: string): Session
  /** Another name for `baseUrl` in an entry, where the cloud's own documents have one; it goes before `baseUrl`. */
  readonly baseUrlName?: string
  /** Where the upstream is, for those who name a region instead; or what to say when that is not sure. */
  baseUrlIn?(region: string): { outcome: 'found'; baseUrl: string } | { outcome: 'unsure'; message: string }
  /** The regions it knows, for a form. */
  readonly regions?: readonly string[]
  /** What its sessions have besides brokering: `register`, `codes`, `signIn`. */
  readonly offers?: readonly ('look-up' | 'verify' | 'browser-sign-in')[]
  /** Whether only the agent may set this header. The name comes in small letters with `-` for `_`. */
  owns(header: string, settings: Settings): boolean
  /** Routes that no grant opens. */
  readonly denied: readonly Route[]
  readonly presets: Readonly<Record<string, readonly Route[]>>
  /** Whether a GET changes something upstream, so that it must not be sent twice. */
  hasEffect(path: string, query: string): boolean
  /**
   * Whether `examine` reads the body, which is then held in memory: `must` refuses one that is too long for that, `may`
   * streams it on unread.
   */
  readsBody?(method: string, path: string): 'must' | 'may' | 'no'
  /** Whether what comes of it may hold a customer's tokens, so that no caller may see it unchecked. */
  holdsAnswer?(method: string, path: string): boolean
  /** @throws Fault `BODY_REFUSED` when the request asks for what nobody may ask */
  examine?(draft: Draft): Examined
}
