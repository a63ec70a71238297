import { z } from 'zod'
import type { HttpOutcome } from '../core/http.ts'
import type { SchemePorts } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { jsonOf, type Trouble } from './answers.ts'
import { refusedClient } from './giniApi.ts'
import type { GiniUserCenter } from './giniUserCenter.ts'
import { errorOf, notGranted, tokenAnswer } from './tokenAnswer.ts'
import type { TokenAnswer } from './tokenSession.ts'

/** As it rests in the vault. */
const KeptUser = z.object({
  email: z.string(),
  password: z.string(),
  /** Users belong to the client that made them. */
  clientId: z.string(),
  /** Whether Gini is known to have it: written down before it is made, so that no answer that gets lost loses a user. */
  isMade: z.boolean(),
})
type KeptUser = z.infer<typeof KeptUser>

type Ports = Pick<SchemePorts, 'memory' | 'random'>

const service = "Gini's User Center"
const unknownUser: Trouble = {
  detail: "Gini's User Center refused the user of this till.",
  remedy: 'The next request makes a new one; documents of the old one cannot be reached then.',
}

/**
 * The one user of this till, made when there is none (gini.md 4). Not for two calls at a time: each would make its own, and
 * documents of one are hidden from the other. The keeper of the token sees to that.
 */
export class GiniUsers {
  readonly #center: GiniUserCenter
  readonly #client: { clientId: string; emailDomain: string }
  readonly #ports: Ports
  /** Set once a user was lost: the documents that it uploaded cannot be reached any more. */
  alarm: string | undefined
  /** Whether there is a user, as last looked up. */
  isMade = false

  constructor(center: GiniUserCenter, client: { clientId: string; emailDomain: string }, ports: Ports) {
    this.#center = center
    this.#client = client
    this.#ports = ports
  }

  /** @throws the vault's faults; nothing was made then */
  async logIn(): Promise<TokenAnswer> {
    const user = await this.#kept()
    if (!user?.isMade) return this.#make(user)
    const outcome = await this.#center.logIn(user)
    return isUnknown(outcome) ? this.#replace() : tokenAnswer(outcome, service, refusedClient)
  }

  /** Logs the user in if there is one, and else the client. Makes nothing. */
  async logInOrClient(): Promise<TokenAnswer> {
    const user = await this.#kept()
    if (!user?.isMade) return this.#clientToken()
    const outcome = await this.#center.logIn(user)
    if (!isUnknown(outcome)) return tokenAnswer(outcome, service, refusedClient)
    // A wrong client is refused alike, so that is asked first.
    const client = await this.#clientToken()
    return client.outcome === 'granted' ? { outcome: 'unavailable', ...unknownUser } : client
  }

  /** Only after Gini has taken the client: a wrong secret is refused alike, and must not cost the user. */
  async #replace(): Promise<TokenAnswer> {
    const client = await this.#clientToken()
    if (client.outcome !== 'granted') return client
    this.alarm =
      'Gini no longer knew the user of this till, so a new one was made. Documents of the old one cannot be reached.'
    return this.#make(undefined, client.token)
  }

  async #make(begun: KeptUser | undefined, token?: Secret): Promise<TokenAnswer> {
    const clientToken = token ?? (await this.#clientToken())
    if (!(clientToken instanceof Secret) && clientToken.outcome !== 'granted') return clientToken
    const user = begun ?? (await this.#keep(this.#madeUp()))
    const made = await this.#center.create(user, clientToken instanceof Secret ? clientToken : clientToken.token)
    const isTaken = made.kind === 'reply' && made.status === 400
    // 400 may mean that an earlier try did make it, its answer lost on the way: then the password is right.
    if (made.kind === 'silence' || (made.status !== 201 && !isTaken)) return notMade(made)
    const outcome = await this.#center.logIn(user)
    const answer = tokenAnswer(outcome, service, refusedClient)
    if (answer.outcome === 'granted') await this.#keep({ ...user, isMade: true })
    return isUnknown(outcome) ? notMade(made) : answer
  }

  async #clientToken(): Promise<TokenAnswer> {
    return tokenAnswer(await this.#center.clientToken(), service, refusedClient)
  }

  #madeUp(): KeptUser {
    const { clientId, emailDomain } = this.#client
    const { random } = this.#ports
    const email = `${Buffer.from(random.bytes(16)).toString('hex')}@${emailDomain}`
    const password = Buffer.from(random.bytes(32)).toString('base64url')
    return { email, password, clientId, isMade: false }
  }

  async #kept(): Promise<KeptUser | undefined> {
    const user = KeptUser.safeParse(jsonOf((await this.#ports.memory.read())?.reveal() ?? '')).data
    const ours = user?.clientId === this.#client.clientId ? user : undefined
    this.isMade = ours?.isMade ?? false
    return ours
  }

  async #keep(user: KeptUser): Promise<KeptUser> {
    await this.#ports.memory.write(new Secret(JSON.stringify(user)))
    return user
  }
}

/** The two answers by which a user is gone; never a timeout or a 5xx (gini.md 4). */
function isUnknown(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'silence') return false
  const error = errorOf(outcome)
  return (outcome.status === 400 && error === 'invalid_grant') || (outcome.status === 401 && error !== 'invalid_client')
}

/** Not the client's fault: it got its token. */
function notMade(made: HttpOutcome): TokenAnswer {
  if (made.kind === 'silence') return tokenAnswer(made, service, refusedClient)
  const detail = `${service} made no user for this till (${made.status}).`
  const remedy = 'Check emailDomain with Gini: it must be the agreed one.'
  return made.status === 429 || made.status >= 500
    ? notGranted(made, service, refusedClient)
    : { outcome: 'unavailable', dateMs: made.dateMs, detail, remedy }
}
