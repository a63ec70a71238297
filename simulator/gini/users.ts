import { randomUUID } from 'node:crypto'
import type { GiniClient } from './clients.ts'

/** An anonymous user, created at the User Center. */
export interface User {
  id: string
  email: string
  password: string
  client: GiniClient
}

/** The key of a derived user, which exists from the first use of the client's identifier (gini.md 3). */
export function derivedUser({ clientId }: GiniClient, identifier: string): string {
  return `derived ${clientId} ${identifier}`
}

export class Users {
  #users: User[] = []

  /** A new user; `undefined` when the e-mail is taken. */
  create(client: GiniClient, email: string, password: string): User | undefined {
    if (this.byEmail(email) !== undefined) return undefined
    const user = { id: randomUUID(), email, password, client }
    this.#users.push(user)
    return user
  }

  byEmail(email: string): User | undefined {
    return this.#users.find((user) => user.email.toLowerCase() === email.toLowerCase())
  }

  byId(id: string): User | undefined {
    return this.#users.find((user) => user.id === id)
  }

  clear(): void {
    this.#users = []
  }
}
