/** One identifier to look a customer up by. */
export interface DirectoryQuery {
  kind: 'mobile' | 'email' | 'card' | 'card-external-id' | 'external-id' | 'user-id'
  /** A mobile number is in E.164 with its plus. */
  value: string
}

/** A customer as the upstream describes them. */
export interface DirectoryCustomer {
  name?: string | undefined
  tier?: string | undefined
  points?: number | undefined
  /** How many are active. Absent where the upstream names none. */
  coupons?: number | undefined
  /** As the upstream writes it, perhaps without its plus. */
  mobile?: string | undefined
  email?: string | undefined
  flags: readonly ('fraud' | 'not-enrolled')[]
}

/** A customer who is not there yet: with a mobile number in E.164, an e-mail address, or both. */
export interface NewCustomer {
  firstName: string
  lastName?: string | undefined
  mobile?: string | undefined
  email?: string | undefined
}

/** Looks customers up at an upstream. */
export interface CustomerDirectory {
  /** Returns `undefined` when the upstream knows no such customer. @throws the upstream's faults */
  find(query: DirectoryQuery): Promise<DirectoryCustomer | undefined>
  /** Absent where nobody can be enrolled. @throws Fault `INVALID_INPUT` · `CUSTOMER_NOT_ENROLLED` · the upstream's */
  enrol?(customer: NewCustomer): Promise<void>
}
