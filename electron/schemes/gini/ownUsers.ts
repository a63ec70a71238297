import { Fault } from '#core/base/fault.ts'
import type { NamedUsers, UserCredential } from '#core/scheme/namedUsers.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'
import type { HandedOverToken } from '#core/scheme/scheme.ts'
import type { UserKey } from './userKey.ts'

/** How one user of Gini's authenticates. */
export interface GiniUserCredential extends UserCredential {
  /** Stops renewing. */
  close?(): void
}

/** How a user authenticates whose identifier is given. */
type Open = (userIdentifier: string) => GiniUserCredential

/** Beyond these the user who was not named for longest is logged in anew at the next request. */
const maxUsers = 256

/** The users whom clients name: Gini learns their identifiers only. */
export class OwnUsers implements NamedUsers {
  readonly #key: Pick<UserKey, 'identifierOf'>
  readonly #open: Open
  /** The one named last stands last. */
  readonly #users = new Map<string, OwnUser>()

  constructor(key: Pick<UserKey, 'identifierOf'>, open: Open) {
    this.#key = key
    this.#open = open
  }

  credentialFor(client: string, user: string): UserCredential {
    const name = `${client}:${user}`
    const credential = this.#users.get(name) ?? new OwnUser(() => this.#key.identifierOf(client, user), this.#open)
    this.#users.delete(name)
    this.#users.set(name, credential)
    this.#dropOldest()
    return credential
  }

  close(): void {
    for (const user of this.#users.values()) user.close()
    this.#users.clear()
  }

  #dropOldest(): void {
    if (this.#users.size <= maxUsers) return
    for (const [name, user] of this.#users) {
      user.close()
      this.#users.delete(name)
      return
    }
  }
}

/** A user whose identifier is found out with the first request. */
class OwnUser implements UserCredential {
  readonly #identifier: () => Promise<string>
  readonly #open: Open
  #credential: GiniUserCredential | undefined
  #opening: Promise<GiniUserCredential> | undefined
  #isClosed = false

  constructor(identifier: () => Promise<string>, open: Open) {
    this.#identifier = identifier
    this.#open = open
  }

  authorise(): readonly string[] | Promise<readonly string[]> {
    return this.#credential?.authorise() ?? this.#opened().then((credential) => credential.authorise())
  }

  discard(used: readonly string[]): void {
    this.#credential?.discard?.(used)
  }

  /** Responses come only after the request was authorised. */
  assess(status: number, path: string): Assessment {
    return this.#credential?.assess(status, path) ?? 'pass'
  }

  async handOver(refused?: string): Promise<HandedOverToken> {
    const credential = this.#credential ?? (await this.#opened())
    if (!credential.handOver) throw new Fault('NOT_GRANTED', 'This upstream hands out no token.')
    return credential.handOver(refused)
  }

  close(): void {
    this.#isClosed = true
    this.#credential?.close?.()
  }

  #opened(): Promise<GiniUserCredential> {
    this.#opening ??= this.#begin().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #begin(): Promise<GiniUserCredential> {
    const credential = this.#open(await this.#identifier())
    if (this.#isClosed) credential.close?.()
    this.#credential = credential
    return credential
  }
}
