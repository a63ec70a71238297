import type { Customer, CustomerBook, IdentifierKind } from '../customers.ts'
import { type Identity, identityFrom, nameOf } from './ask.ts'

/** A person as the Auth Engine's own database has them; its identifiers may differ from the programme's. */
export interface Account {
  uid: number
  /** As `nameOf` writes them. */
  identities: Set<string>
  password: string | undefined
  /** Whether they have logged in through an app before. */
  appRegistered: boolean
  /** Milliseconds since the epoch until which used-up tries count, by kind. */
  locked: { otp: number; password: number }
}

/** Passwords by mobile, e-mail or external id, as a customer of the cast would type it. */
export type Passwords = Readonly<Record<string, string>>

const kinds: Record<Identity['type'], IdentifierKind | undefined> = {
  MOBILE: 'mobile',
  EMAIL: 'email',
  EXTERNALID: 'externalId',
  USERNAME: undefined,
}

export class Accounts {
  readonly #customers: CustomerBook
  readonly #passwords: Passwords
  #accounts: Account[] = []

  constructor(customers: CustomerBook, passwords: Passwords) {
    this.#customers = customers
    this.#passwords = passwords
  }

  /** A customer of the programme has an account from the moment they are asked for. */
  find(identity: Identity): Account | undefined {
    return this.#accounts.find(({ identities }) => identities.has(nameOf(identity))) ?? this.#fromProgramme(identity)
  }

  open(identity: Identity): Account {
    return this.find(identity) ?? this.#add(700_000 + this.#accounts.length, [identity], undefined)
  }

  customerOf({ uid }: Account): Customer | undefined {
    return this.#customers.find({ kind: 'id', value: String(uid) })
  }

  clear(): void {
    this.#accounts = []
  }

  #fromProgramme(identity: Identity): Account | undefined {
    const kind = kinds[identity.type]
    const customer = kind && this.#customers.find({ kind, value: identity.value })
    // Somebody whose identifier was changed here keeps their account; the programme's old one leads nowhere.
    if (customer === undefined || this.#accounts.some(({ uid }) => uid === customer.id)) return undefined
    const { mobile, email, externalId } = customer
    const identities = [
      identityFrom('MOBILE', mobile ?? ''),
      identityFrom('EMAIL', email ?? ''),
      identityFrom('EXTERNALID', externalId ?? ''),
    ].filter((one) => one !== undefined)
    const password = [mobile, email, externalId]
      .map((one) => this.#passwords[one ?? ''])
      .find((one) => one !== undefined)
    return this.#add(customer.id, identities, password)
  }

  #add(uid: number, identities: readonly Identity[], password: string | undefined): Account {
    const names = new Set(identities.map(nameOf))
    const account: Account = {
      uid,
      identities: names,
      password,
      appRegistered: password !== undefined,
      locked: { otp: 0, password: 0 },
    }
    this.#accounts.push(account)
    return account
  }
}
