import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import { randomHex, randomText } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import type { SchemeDeps } from '#core/scheme/scheme.ts'
import type { Problem } from '#schemes/shared/probeResults.ts'
import { errorCodeOf, readTokenRefusal, readTokenResponse, type TokenResponse } from '#schemes/shared/tokenResponse.ts'
import { refusedClient } from './api.ts'
import type { GiniUserCenter } from './userCenter.ts'

/** The JSON in the vault. */
const StoredUser = z.object({
  email: z.string(),
  password: z.string(),
  /** The client that created the user: no other client can log it in. */
  clientId: z.string(),
  /** Whether Gini has the user for certain. Stored as false before the user is created, so that a lost response loses no user. */
  isMade: z.boolean(),
})
type StoredUser = z.infer<typeof StoredUser>

type Deps = Pick<SchemeDeps, 'storage' | 'random'>

const service = "Gini's User Center"
const unknownUser: Problem = {
  detail: "Gini's User Center refused the user of this till.",
  remedy: 'The next request makes a new one; documents of the old one cannot be reached then.',
}

/**
 * The one user of this till, created when there is none (gini.md 4). Calls must not overlap: each would create a user of
 * its own, whose documents the others cannot see. The token cache makes one call at a time.
 */
export class GiniUsers {
  readonly #center: GiniUserCenter
  readonly #client: { clientId: string; emailDomain: string }
  readonly #deps: Deps
  /** Set once a user was replaced: the documents that the old one uploaded cannot be reached any more. */
  alarm: string | undefined
  /** Whether there was a user when the storage was last read. */
  hasUser = false

  constructor(center: GiniUserCenter, client: { clientId: string; emailDomain: string }, deps: Deps) {
    this.#center = center
    this.#client = client
    this.#deps = deps
  }

  /** @throws the vault's faults; no user was created then */
  async logIn(): Promise<TokenResponse> {
    const user = await this.#load()
    if (!user?.isMade) return this.#create(user)
    const outcome = await this.#center.logIn(user)
    return isUnknownUser(outcome) ? this.#replace() : readTokenResponse(outcome, service, refusedClient)
  }

  /** Logs the user in if there is one, else the client. Creates nothing. */
  async logInWithoutCreating(): Promise<TokenResponse> {
    const user = await this.#load()
    if (!user?.isMade) return this.#logInClient()
    const outcome = await this.#center.logIn(user)
    if (!isUnknownUser(outcome)) return readTokenResponse(outcome, service, refusedClient)
    // A wrong client secret gets the same response, so it is ruled out first.
    const client = await this.#logInClient()
    return client.outcome === 'granted' ? { outcome: 'unavailable', ...unknownUser } : client
  }

  /** Creates another user, but only after Gini accepted the client: a wrong secret must not cost the user. */
  async #replace(): Promise<TokenResponse> {
    const client = await this.#logInClient()
    if (client.outcome !== 'granted') return client
    this.alarm =
      'Gini no longer knew the user of this till, so a new one was made. Documents of the old one cannot be reached.'
    return this.#createWith(client.token, await this.#store(this.#newUser()))
  }

  /** @param begun a user that was stored but is not known to be created */
  async #create(begun: StoredUser | undefined): Promise<TokenResponse> {
    const client = await this.#logInClient()
    if (client.outcome !== 'granted') return client
    return this.#createWith(client.token, begun ?? (await this.#store(this.#newUser())))
  }

  async #createWith(clientToken: Secret, user: StoredUser): Promise<TokenResponse> {
    const created = await this.#center.create(user, clientToken)
    const isTaken = created.kind === 'reply' && created.status === 400
    // 400 may mean that an earlier attempt created the user and its response was lost: then the password is right.
    if (created.kind === 'silence' || (created.status !== 201 && !isTaken)) return notCreated(created)
    const outcome = await this.#center.logIn(user)
    const response = readTokenResponse(outcome, service, refusedClient)
    if (response.outcome === 'granted') await this.#store({ ...user, isMade: true })
    return isUnknownUser(outcome) ? notCreated(created) : response
  }

  async #logInClient(): Promise<TokenResponse> {
    return readTokenResponse(await this.#center.clientToken(), service, refusedClient)
  }

  #newUser(): StoredUser {
    const { clientId, emailDomain } = this.#client
    const { random } = this.#deps
    const email = `${randomHex(random, 16)}@${emailDomain}`
    return { email, password: randomText(random, 32), clientId, isMade: false }
  }

  async #load(): Promise<StoredUser | undefined> {
    const user = StoredUser.safeParse(parseJson((await this.#deps.storage.read())?.reveal() ?? '')).data
    const own = user?.clientId === this.#client.clientId ? user : undefined
    this.hasUser = own?.isMade ?? false
    return own
  }

  async #store(user: StoredUser): Promise<StoredUser> {
    await this.#deps.storage.write(new Secret(JSON.stringify(user)))
    return user
  }
}

/** The two responses that mean the user is gone; a timeout or a 5xx never does (gini.md 4). */
function isUnknownUser(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'silence') return false
  const error = errorCodeOf(outcome)
  return (outcome.status === 400 && error === 'invalid_grant') || (outcome.status === 401 && error !== 'invalid_client')
}

/** Never `refused`: the client has just got its token, so its credential is right. */
function notCreated(created: HttpOutcome): TokenResponse {
  if (created.kind === 'silence') return readTokenResponse(created, service, refusedClient)
  const detail = `${service} made no user for this till (${created.status}).`
  const remedy = 'Check emailDomain with Gini: it must be the agreed one.'
  return created.status === 429 || created.status >= 500
    ? readTokenRefusal(created, service, refusedClient)
    : { outcome: 'unavailable', dateMs: created.dateMs, detail, remedy }
}
