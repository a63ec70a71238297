import { randomUUID } from 'node:crypto'
import type { GiniClient } from './clients.ts'

/** An anonymous user, created through the User Center. */
export interface User {
  id: string
  email: string
  password: string
  client: GiniClient
}

/** A derived user is nothing but the identifier a client uses, and so exists from its first use (gini.md 3). */
export function derivedUser({ clientId }: GiniClient, identifier: string): string {
  return `derived ${clientId} ${identifier}`
}

export class Users {
  #users: User[] = []

  /** `undefined` when the e-mail is taken. */
  create(client: GiniClient, email: string, password: string): User | undefined {
    if (this.byEmail(email) !== undefined) return undefined
    const user = { id: randomUUID(), email, password, client }
    this.#users.push(user)
    return user
  }

  byEmail(email: string): User | undefined {
    return this.#users.find((one) => one.email.toLowerCase() === email.toLowerCase())
  }

  byId(id: string): User | undefined {
    return this.#users.find((one) => one.id === id)
  }

  clear(): void {
    this.#users = []
  }
}
