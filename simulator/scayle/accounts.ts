import { randomBytes } from 'node:crypto'

/** An initial customer of the shop. */
export interface ScayleCustomer {
  email: string
  password: string
  firstName: string
  lastName: string
  gender?: 'm' | 'f' | 'd' | 'n'
  /** Default true. */
  active?: boolean
}

/** Invented people. The second one is deactivated. */
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
  phone?: string
  birthDate?: string
}

export type Details = Pick<Account, 'email' | 'password' | 'firstName' | 'lastName' | 'gender'>

const firstId = 8001

export class Accounts {
  readonly #customers: readonly ScayleCustomer[]
  #accounts: Account[] = []
  /** Not set back by `restore`: otherwise a token of a removed account would belong to a new one. */
  #nextId: number
  #resets = new Map<string, { account: Account; validUntil: number }>()

  constructor(customers: readonly ScayleCustomer[]) {
    this.#customers = customers
    this.#nextId = firstId + customers.length
    this.restore()
  }

  /** Back to the initial customers. */
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
    return this.#accounts.find((account) => account.email === email.toLowerCase())
  }

  /** The customer whom the left-out identity provider reports. */
  first(): Account | undefined {
    return this.byId(firstId)
  }

  byId(id: number): Account | undefined {
    return this.#accounts.find((account) => account.id === id)
  }

  /** Creates an account, or updates the one with this e-mail: a guest who registers keeps the account. ASSUMED */
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

  /** Returns the hash for the reset mail. */
  startReset(account: Account, validUntil: number): string {
    const hash = randomBytes(20).toString('hex')
    this.#resets.set(hash, { account, validUntil })
    return hash
  }

  /** Uses the hash up; `undefined` when it is unknown, used or expired. */
  finishReset(hash: string, now: number): Account | undefined {
    const reset = this.#resets.get(hash)
    this.#resets.delete(hash)
    return reset !== undefined && reset.validUntil > now ? reset.account : undefined
  }
}
