import type { CustomerStep, CustomerView } from '../contract/customer.ts'
import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import type { CodeFor } from './codeDesk.ts'
import type { CustomerOutcome, CustomerSteps } from './customer.ts'
import type { Customer } from './customerBook.ts'
import type { CustomerDesk, Identifier } from './customerDesk.ts'
import { Fault } from './fault.ts'
import { loosePath } from './routes.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  upstreams: Upstreams
  clock: Clock
  /** @throws Fault `CODES_USED_UP` */
  countCode(to: CodeFor): Promise<void>
}

export interface StartedCustomer extends CustomerView {
  registeredForPassword: boolean
}

/** The customers that a client signed in, and no other client's. */
export class Customers {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `TOO_MANY_REQUESTS` */
  async list(id: string, client: Client): Promise<CustomerView[]> {
    const desk = await this.#desk(id, client)
    return desk.book.list(client.id).map(viewOf)
  }

  /** Forgotten here whether or not the upstream can be told. @throws as `list`, and Fault `CUSTOMER_UNKNOWN` */
  async signOut(id: string, client: Client, handle: string): Promise<void> {
    const { book } = await this.#desk(id, client)
    const { credential } = book.find(handle, client.id)
    await credential.signOut()
    book.forget(handle)
    this.#ports.upstreams.noteCustomer(id, client.id, 'signed-out')
  }

  /** @throws as `list`, and Fault `INVALID_INPUT` · `UPSTREAM_NOT_READY` */
  async start(id: string, client: Client, identifier: Identifier): Promise<StartedCustomer> {
    const { book, begin } = await this.#desk(id, client)
    this.#checkGrant(id, client, begin)
    const started = await begin.start(identifier)
    if (started.outcome === 'unknown-customer') throw new Fault('CUSTOMER_UNKNOWN', notKnown, undefined, enrolFirst)
    const customer = book.add(client.id, (forget) => started.make(forget))
    return { ...viewOf(customer), registeredForPassword: started.registeredForPassword }
  }

  /** @throws as `step`, and Fault `CODES_USED_UP` */
  sendCode(id: string, client: Client, handle: string): Promise<CustomerStep> {
    return this.step(id, client, handle, async (steps) => {
      await this.#ports.countCode(steps.codeFor)
      return steps.sendCode()
    })
  }

  /** @throws as `start`, and Fault `CUSTOMER_UNKNOWN` */
  async step(
    id: string,
    client: Client,
    handle: string,
    take: (steps: CustomerSteps) => Promise<CustomerOutcome>,
  ): Promise<CustomerStep> {
    const { book, begin } = await this.#desk(id, client)
    this.#checkGrant(id, client, begin)
    const { credential } = book.find(handle, client.id)
    if (!credential.steps) throw new Fault('NOT_GRANTED', `Customers of "${id}" sign in by other calls.`)
    const outcome = await take(credential.steps)
    if (outcome === 'signed-in') this.#ports.upstreams.noteCustomer(id, client.id, 'signed-in')
    if (outcome === 'tries-used-up' || outcome === 'start-again') book.forget(handle)
    return { outcome, state: credential.state }
  }

  async #desk(id: string, client: Client): Promise<CustomerDesk> {
    const { upstreams, clock } = this.#ports
    // Asked first, so that nobody learns which upstreams there are.
    if (!client.grants.has(id)) throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for "${id}".`)
    if (!client.bucket.take(clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
    const { customers } = await upstreams.sessionOf(id)
    if (!customers) throw new Fault('NOT_GRANTED', `No customers sign in to "${id}".`)
    return customers
  }

  #checkGrant(
    id: string,
    client: Client,
    begin: CustomerDesk['begin'],
  ): asserts begin is NonNullable<CustomerDesk['begin']> {
    if (!begin) throw new Fault('NOT_GRANTED', `Customers of "${id}" sign in by calls through /via/${id}/.`)
    const { methods, path } = begin.route
    const grants = client.grants.get(id)
    if (!methods.some((method) => grants?.allows(method, loosePath(path))))
      throw new Fault('NOT_GRANTED', `"${client.id}" may not sign in customers to "${id}".`)
  }
}

const notKnown = 'The upstream knows no such customer.'
const enrolFirst = 'Enrol the customer, then start again.'

function viewOf({ handle, since, lastUsedAt, credential }: Customer): CustomerView {
  return { customer: handle, state: credential.state, since, lastUsedAt }
}
