/** What a cashier may ask for. A mobile comes in E.164 with its plus. */
export interface RegisterQuery {
  kind: 'mobile' | 'email' | 'card' | 'external-id'
  value: string
}

/** A customer as the upstream describes them. */
export interface RegisteredCustomer {
  name?: string | undefined
  tier?: string | undefined
  points?: number | undefined
  /** As the upstream writes it: perhaps without its plus. */
  mobile?: string | undefined
  email?: string | undefined
  marks: readonly ('fraud' | 'not-enrolled')[]
}

/** Where an upstream can be asked who a customer is. */
export interface CustomerRegister {
  /** `undefined` when it knows no such customer. @throws Fault, the upstream's */
  find(query: RegisterQuery): Promise<RegisteredCustomer | undefined>
}
