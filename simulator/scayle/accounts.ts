import { randomBytes } from 'node:crypto'

/** A customer a shop starts with. */
export interface ScayleCustomer {
  email: string
  password: string
  firstName: string
  lastName: string
  gender?: 'm' | 'f' | 'd' | 'n'
  /** Default true. */
  active?: boolean
}

/** Invented people; the second is deactivated. */
export const demoScayleCustomers: readonly ScayleCustomer[] = [
  {
    email: 'asha.example@example.com',
    password: 'demo-password-1',
    firstName: 'Asha',
    lastName: 'Example',
    gender: 'f',
  },
  {
    email: 'bruno.muster@example.com',
    password: 'demo-password-2',
    firstName: 'Bruno',
    lastName: 'Muster',
    gender: 'm',
    active: false,
  },
]

export interface Account {
  id: number
  email: string
  /** `undefined` for a guest. */
  password: string | undefined
  firstName: string
  lastName: string
  gender: string
  isActive: boolean
  createdAt: number
}

export type Details = Pick<Account, 'email' | 'password' | 'firstName' | 'lastName' | 'gender'>

const firstId = 8001

export class Accounts {
  readonly #customers: readonly ScayleCustomer[]
  #accounts: Account[] = []
  /** Never used again, or somebody's old token would become a newcomer's. */
  #nextId: number
  #resets = new Map<string, { account: Account; validUntil: number }>()

  constructor(customers: readonly ScayleCustomer[]) {
    this.#customers = customers
    this.#nextId = firstId + customers.length
    this.restore()
  }

  /** Those the shop started with, and nobody else. */
  restore(): void {
    this.#resets.clear()
    this.#accounts = this.#customers.map(({ active = true, gender = 'n', ...customer }, index) => ({
      ...customer,
      email: customer.email.toLowerCase(),
      gender,
      id: firstId + index,
      isActive: active,
      createdAt: Date.UTC(2024, 2, 11),
    }))
  }

  find(email: string): Account | undefined {
    return this.#accounts.find((one) => one.email === email.toLowerCase())
  }

  /** Who an identity provider says has come: the first customer. */
  first(): Account | undefined {
    return this.byId(firstId)
  }

  byId(id: number): Account | undefined {
    return this.#accounts.find((one) => one.id === id)
  }

  /** A guest who registers keeps the account, and so the orders. ASSUMED */
  save(details: Details, now: number): Account {
    const known = this.find(details.email)
    if (known !== undefined) return Object.assign(known, { ...details, email: known.email })
    const account = {
      ...details,
      email: details.email.toLowerCase(),
      id: this.#nextId++,
      isActive: true,
      createdAt: now,
    }
    this.#accounts.push(account)
    return account
  }

  /** The hash that goes into the reset mail. */
  startReset(account: Account, validUntil: number): string {
    const hash = randomBytes(20).toString('hex')
    this.#resets.set(hash, { account, validUntil })
    return hash
  }

  /** Spends the hash. `undefined` when it was used, has expired or never was. */
  finishReset(hash: string, now: number): Account | undefined {
    const reset = this.#resets.get(hash)
    this.#resets.delete(hash)
    return reset !== undefined && reset.validUntil > now ? reset.account : undefined
  }
}
