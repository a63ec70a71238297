import type { Customer, Customers, IdentifierKind } from '#simulator/capillary/customers.ts'
import { type Identity, identityFrom, nameOf } from './request.ts'

/** A person in the Auth Engine's own database, whose identifiers may differ from the programme's. */
export interface Account {
  uid: number
  /** In the format of `nameOf`. */
  identities: Set<string>
  password: string | undefined
  /** Set by `password/forget`. It becomes the password at the next valid OTP, in whichever session. */
  forgottenFor: string | undefined
  /** Whether the person has logged in through an app before. */
  appRegistered: boolean
  /** End of the lock after too many tries, in milliseconds since the epoch. */
  lockedUntil: { otp: number; password: number }
}

/** Passwords of the demo customers, by mobile, e-mail or external id. */
export type Passwords = Readonly<Record<string, string>>

const kinds: Record<Identity['type'], IdentifierKind | undefined> = {
  MOBILE: 'mobile',
  EMAIL: 'email',
  EXTERNALID: 'externalId',
  USERNAME: undefined,
}

export class Accounts {
  readonly #customers: Customers
  readonly #passwords: Passwords
  #accounts: Account[] = []

  constructor(customers: Customers, passwords: Passwords) {
    this.#customers = customers
    this.#passwords = passwords
  }

  /** An account. A customer of the programme gets one when it is looked up first. */
  find(identity: Identity): Account | undefined {
    return (
      this.#accounts.find(({ identities }) => identities.has(nameOf(identity))) ?? this.#createFromProgramme(identity)
    )
  }

  findOrCreate(identity: Identity): Account {
    return this.find(identity) ?? this.#add(700_000 + this.#accounts.length, [identity], undefined)
  }

  customerOf({ uid }: Account): Customer | undefined {
    return this.#customers.find({ kind: 'id', value: String(uid) })
  }

  clear(): void {
    this.#accounts = []
  }

  #createFromProgramme(identity: Identity): Account | undefined {
    const kind = kinds[identity.type]
    const customer = kind && this.#customers.find({ kind, value: identity.value })
    // After `changeIdentifier` the account has other identifiers than the programme: the old one finds nothing.
    if (customer === undefined || this.#accounts.some(({ uid }) => uid === customer.id)) return undefined
    const { mobile, email, externalId } = customer
    const identities = [
      identityFrom('MOBILE', mobile ?? ''),
      identityFrom('EMAIL', email ?? ''),
      identityFrom('EXTERNALID', externalId ?? ''),
    ].filter((identity) => identity !== undefined)
    const password = [mobile, email, externalId]
      .map((identifier) => this.#passwords[identifier ?? ''])
      .find((known) => known !== undefined)
    return this.#add(customer.id, identities, password)
  }

  #add(uid: number, identities: readonly Identity[], password: string | undefined): Account {
    const names = new Set(identities.map(nameOf))
    const account: Account = {
      uid,
      identities: names,
      password,
      forgottenFor: undefined,
      appRegistered: password !== undefined,
      lockedUntil: { otp: 0, password: 0 },
    }
    this.#accounts.push(account)
    return account
  }
}
