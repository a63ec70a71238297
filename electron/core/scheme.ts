import type { z } from 'zod'
import type { Route } from '../contract/grant.ts'
import type { Identity } from '../contract/upstream.ts'
import type { Clock } from './clock.ts'
import type { Http } from './http.ts'
import type { Secret } from './secret.ts'

/**
 * What a scheme makes of an answer: pass it on, get a new token and send again, send again after a short wait because
 * nothing was done yet, or stop using the credential.
 */
export type Verdict = 'pass' | 'renew' | 'busy' | 'locked'

export type Proof =
  | { outcome: 'accepted'; identity: Identity }
  /** The upstream knows the question but not us. */
  | { outcome: 'refused'; detail: string; remedy: string }
  /** Nothing was learnt about the credential. */
  | { outcome: 'unproven'; detail: string; remedy: string }

/** One upstream's credential in use. */
export interface Session {
  /** The headers that authenticate one request, flat: name, value, … Synchronous where nothing must be fetched. */
  authorise(): readonly string[] | Promise<readonly string[]>
  judge(status: number): Verdict
  /** What the beginning of an answer's body says of the credential, for clouds that refuse in the body of a 200. */
  judgeBody?(beginning: Buffer): 'pass' | 'locked'
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
  /** Sent in place of the body that came: what was checked is what goes. */
  body?: Buffer | undefined
}

/** One way of authenticating to an upstream (design 6). */
export interface Scheme<
  Settings extends object = object,
  Secrets extends Record<string, string> = Record<string, string>,
> {
  readonly id: string
  /** The provisioning file's names, besides the common ones. */
  readonly settings: z.ZodObject & z.ZodType<Settings>
  readonly secrets: z.ZodObject & z.ZodType<Secrets>
  /** What the vault keeps: as little as is needed to authenticate. */
  seal(secrets: Secrets, settings: Settings): Secret
  open(settings: Settings, sealed: Secret): Session
  /** Whether only the agent may set this header. The name comes in small letters with `-` for `_`. */
  owns(header: string): boolean
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
  /** @throws Fault `BODY_REFUSED` when the request asks for what nobody may ask */
  examine?(draft: Draft): Examined
}
