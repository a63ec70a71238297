import { authenticateClient } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest, Handler } from '#simulator/shared/router.ts'
import type { SharedServices } from '#simulator/shared/services.ts'
import { type Account, Accounts, type ScayleCustomer } from './accounts.ts'
import type { ScayleAssumptions } from './assumptions.ts'
import type { ScayleClient } from './clients.ts'
import { Codes } from './codes.ts'
import { badClient, badToken } from './refusal.ts'
import { type Session, Sessions } from './sessions.ts'

/** The data of the simulated SCAYLE. */
export class ScayleState {
  readonly assumptions: ScayleAssumptions
  readonly clients: readonly ScayleClient[]
  /** Key of the JWTs that start a redirect or a checkout (scayle.md 6, 7). */
  readonly shopSecret: string
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly codes: Codes
  readonly #services: SharedServices

  constructor(
    services: SharedServices,
    clients: readonly ScayleClient[],
    customers: readonly ScayleCustomer[],
    shopSecret: string,
    assumptions: ScayleAssumptions,
  ) {
    this.#services = services
    this.assumptions = assumptions
    this.clients = clients
    this.shopSecret = shopSecret
    this.accounts = new Accounts(customers)
    this.sessions = new Sessions(assumptions)
    this.codes = new Codes(assumptions)
  }

  now(): number {
    return this.#services.now()
  }

  mail(to: string, text: string, code: string): void {
    this.#services.outbox.add({ to, channel: 'EMAIL', text, code, at: this.now() })
  }

  /** A handler for backends: checks Basic before it looks at the body. */
  forClient(handle: (request: CloudRequest, client: ScayleClient) => CloudResponse): Handler {
    return (request) => {
      const { client } = authenticateClient(request.headers, this.clients)
      return client === undefined ? badClient() : handle(request, client)
    }
  }

  /** A handler for a logged-in customer. @param refuse the response to a bad token */
  forCustomer(
    handle: (request: CloudRequest, account: Account, session: Session) => CloudResponse,
    refuse: () => CloudResponse = () => badToken(this.assumptions),
  ): Handler {
    return (request) => {
      const session = this.sessions.find(readBearer(request.headers), this.now())
      const account = session && this.accounts.byId(session.customerId)
      return session === undefined || account === undefined ? refuse() : handle(request, account, session)
    }
  }
}
