/** A person in the simulated loyalty programme, which all organisations of the simulator share. */
export interface Customer {
  id: number
  /** Digits with the country code, no plus sign (capillary.md 4.1). */
  mobile: string | undefined
  email: string | undefined
  externalId: string | undefined
  cards: string[]
  firstName: string
  lastName: string
  points: number
  lifetimePoints: number
  lifetimePurchases: number
  tier: string
  /** Milliseconds since the epoch. */
  registeredAt: number
  registeredTill: string
}

export type IdentifierKind = 'mobile' | 'email' | 'externalId' | 'card' | 'id'

export interface Identifier {
  kind: IdentifierKind
  value: string
}

/** The names that calls use for identifiers, in lower case (capillary.md 5.2). */
const kinds: Record<string, IdentifierKind> = {
  mobile: 'mobile',
  email: 'email',
  external_id: 'externalId',
  externalid: 'externalId',
  card_number: 'card',
  cardnumber: 'card',
  card_external_id: 'card',
  cardexternalid: 'card',
  id: 'id',
  user_id: 'id',
}

/** An identifier with its value normalised; `undefined` for a name that no call uses. */
export function identifier(name: string, value: string): Identifier | undefined {
  const kind = kinds[name.toLowerCase()]
  return kind === undefined ? undefined : { kind, value: normalised(kind, value) }
}

function normalised(kind: IdentifierKind, value: string): string {
  if (kind === 'mobile') return value.trim().replace(/^\+/, '')
  return kind === 'email' ? value.trim().toLowerCase() : value.trim()
}

/** The identifiers in an object or query, in the order of the reference. `read` returns the value of a name. */
export function identifiersIn(read: (name: string) => string | undefined): Identifier[] {
  return ['mobile', 'email', 'external_id', 'card_number', 'card_external_id', 'id', 'user_id'].flatMap((name) => {
    const found = identifier(name, read(name) ?? '')
    return found === undefined || found.value === '' ? [] : [found]
  })
}

export class Customers {
  readonly #initial: readonly Customer[]
  #customers: Customer[] = []

  constructor(initial: readonly Customer[]) {
    this.#initial = initial
    this.restore()
  }

  /** Back to the initial customers. */
  restore(): void {
    this.#customers = structuredClone([...this.#initial])
  }

  find({ kind, value }: Identifier): Customer | undefined {
    return this.#customers.find((customer) => {
      switch (kind) {
        case 'card':
          return customer.cards.includes(value)
        case 'id':
          return String(customer.id) === value
        default:
          return customer[kind] === value
      }
    })
  }

  /** The customer of the first identifier that is known. */
  findAny(identifiers: readonly Identifier[]): Customer | undefined {
    return identifiers.map((identifier) => this.find(identifier)).find((customer) => customer !== undefined)
  }

  register(details: Omit<Customer, 'id' | 'points' | 'lifetimePoints' | 'lifetimePurchases' | 'tier'>): Customer {
    const id = Math.max(0, ...this.#customers.map((customer) => customer.id)) + 1
    const customer = { ...details, id, points: 0, lifetimePoints: 0, lifetimePurchases: 0, tier: 'Silver' }
    this.#customers.push(customer)
    return customer
  }
}
