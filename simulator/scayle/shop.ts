import type { Answer } from '../answer.ts'
import { readClient } from '../basicClient.ts'
import { readBearer } from '../bearer.ts'
import { fieldsOf, jsonIn, textOf } from '../json.ts'
import type { Act, Request } from '../paths.ts'
import type { World } from '../world.ts'
import { type Account, Accounts, type ScayleCustomer } from './accounts.ts'
import type { ScayleAssumptions } from './assumptions.ts'
import { mayName, type ScayleClient } from './clients.ts'
import { Codes } from './codes.ts'
import { badClient, badToken, invalid } from './refusal.ts'
import { type Origin, type Session, Sessions } from './sessions.ts'

/** Everything the pretend SCAYLE knows. */
export class Shop {
  readonly assumptions: ScayleAssumptions
  readonly clients: readonly ScayleClient[]
  /** Key of the JWTs that start a redirect (scayle.md 6). */
  readonly shopSecret: string
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly codes: Codes
  readonly #world: World

  constructor(
    world: World,
    clients: readonly ScayleClient[],
    customers: readonly ScayleCustomer[],
    shopSecret: string,
    assumptions: ScayleAssumptions,
  ) {
    this.#world = world
    this.assumptions = assumptions
    this.clients = clients
    this.shopSecret = shopSecret
    this.accounts = new Accounts(customers)
    this.sessions = new Sessions(assumptions)
    this.codes = new Codes(assumptions)
  }

  now(): number {
    return this.#world.now()
  }

  mail(to: string, text: string, code: string): void {
    this.#world.messages.add({ to, channel: 'EMAIL', text, code, at: this.now() })
  }

  /** A call for backends: Basic first, whatever the body says. */
  forClient(act: (request: Request, client: ScayleClient) => Answer): Act {
    return (request) => {
      const { client } = readClient(request.headers, this.clients)
      return client === undefined ? badClient() : act(request, client)
    }
  }

  /** A call for a logged-in customer. */
  forCustomer(
    act: (request: Request, account: Account, session: Session) => Answer,
    refused: () => Answer = () => badToken(this.assumptions),
  ): Act {
    return (request) => {
      const session = this.sessions.find(readBearer(request.headers), this.now())
      const account = session && this.accounts.byId(session.customerId)
      return session === undefined || account === undefined ? refused() : act(request, account, session)
    }
  }
}

/** A new pair, as every kind of login answers it (scayle.md 4). */
export function tokenPair({ accessToken, refreshToken, accessExpiresAt }: Session, now: number, status = 200): Answer {
  return {
    status,
    body: {
      token_type: 'Bearer',
      expires_in: Math.round((accessExpiresAt - now) / 1000),
      access_token: accessToken,
      refresh_token: refreshToken,
    },
  }
}

export function originOf({ headers }: Request): Origin {
  const said = (name: string) => headers[name]?.toString()
  return {
    ip: said('x-original-client-ip') ?? '127.0.0.1',
    userAgent: said('x-original-user-agent') ?? headers['user-agent'] ?? '',
  }
}

/** The JSON fields, once `shop_id` and the named texts are as they must be (scayle.md 3). */
export function readFields(
  { body }: Request,
  client: ScayleClient,
  texts: readonly string[],
): { fields: Record<string, string> } | { refused: Answer } {
  const given = fieldsOf(jsonIn(body))
  const { shop_id: shopId } = given
  if (typeof shopId !== 'number' || !Number.isInteger(shopId)) {
    return { refused: invalid('shop_id', 'an integer', shopId ?? null) }
  }
  if (!mayName(client, shopId)) return { refused: invalid('shop_id', 'a shop of this client', shopId) }
  const missing = texts.find((name) => typeof given[name] !== 'string' || textOf(given[name]) === undefined)
  if (missing !== undefined) return { refused: invalid(missing, 'a string') }
  return { fields: Object.fromEntries(texts.map((name) => [name, String(given[name])])) }
}

/** `undefined` when the header names a shop; it travels with every call for a customer (scayle.md 3). */
export function shopMissing({ headers }: Request, { client }: Session): Answer | undefined {
  const shopId = Number(headers['x-shop-id'])
  return Number.isInteger(shopId) && mayName(client, shopId) ? undefined : invalid('X-Shop-Id', 'a shop of this client')
}
