import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '#test/support/sample.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { type Mode, modes, type NamedCloud, startNamedCloud, type TokenFailure, tokenFailures } from './namedCloud.ts'

const cloudNames = ['north', 'south'] as const
const clientIds = ['kiosk', 'desk'] as const
type CloudName = (typeof cloudNames)[number]
type ClientId = (typeof clientIds)[number]
const customerOf: Record<ClientId, string> = { kiosk: 'asha', desk: 'bela' }

type Action =
  | { do: 'call-as-till'; client: ClientId; cloud: CloudName; mode: Mode; method: string }
  /** With the handle of the other client's customer, where `isBorrowed`. */
  | { do: 'call-as-customer'; client: ClientId; cloud: CloudName; mode: Mode; isBorrowed: boolean }
  | { do: 'sign-in'; client: ClientId; cloud: CloudName }
  | { do: 'expire'; cloud: CloudName }
  | { do: 'rotate'; cloud: CloudName; api: 'till' | 'customer' }
  /** The next requests for tokens fail, whoever's they are. */
  | { do: 'fail-tokens'; cloud: CloudName; how: TokenFailure; times: number }

/** When an action begins, after the others of its wave. A sale at the clouds takes a few of these, a slow one 25. */
interface Timed {
  afterMs: number
  action: Action
}

const client = fc.constantFrom(...clientIds)
const cloud = fc.constantFrom(...cloudNames)
const mode = fc.constantFrom(...modes)
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('call-as-till'),
      client,
      cloud,
      mode,
      method: fc.constantFrom('GET', 'POST'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('call-as-customer'), client, cloud, mode, isBorrowed: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sign-in'), client, cloud }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire'), cloud }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rotate'), cloud, api: fc.constantFrom('till', 'customer') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail-tokens'),
      cloud,
      how: fc.constantFrom(...tokenFailures),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
)
const timed: fc.Arbitrary<Timed> = fc.record({ afterMs: fc.integer({ min: 0, max: 15 }), action })
/** What is in one inner list overlaps. */
const story = fc.array(fc.array(timed, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 6 })
/** Another one each time; a failure prints it, and `ISOLATION_SEED` repeats it. `ISOLATION_RUNS` tries more stories. */
const seed = Number(process.env.ISOLATION_SEED ?? Date.now() % 2 ** 31)
const stories = Number(process.env.ISOLATION_RUNS ?? runs(12, 1 / 3))

/** Two clouds, each with an API for tills and one for customers, and two clients that may call all four. */
class TwoOfEach {
  readonly #till: Till
  readonly #clouds: Record<CloudName, NamedCloud>
  readonly #keys: Record<ClientId, string>
  /** Handles by client and cloud. */
  readonly #handles = new Map<string, string>()
  /** The only credential with which each request may have arrived, by its id: a beginning of it. */
  readonly #expected = new Map<string, string>()
  /** The number of the secret that each upstream has at least: the last one whose rotation was acknowledged. */
  readonly #secrets = new Map<string, number>()
  /** The number of the secret that each request must have come by at least, by its id. */
  readonly #oldest = new Map<string, number>()
  #serial = 0
  readonly counts = { whole: 0, rotations: 0, renewals: 0 }

  private constructor(till: Till, clouds: Record<CloudName, NamedCloud>, keys: Record<ClientId, string>) {
    this.#till = till
    this.#clouds = clouds
    this.#keys = keys
  }

  static async start(): Promise<TwoOfEach> {
    const [north, south] = (await Promise.all(cloudNames.map(startNamedCloud))) as [NamedCloud, NamedCloud]
    const till = await startTill({ isSetUp: false, limits: { answerTimeoutMs: 2_000 } })
    const upstreams = [north, south].flatMap(({ name, url }) => entriesFor(name, url))
    const grants = upstreams.map(({ id }) => ({ upstream: id, allow: [{ methods: ['*'], path: '/**' }] }))
    const clients = clientIds.map((id) => ({ id, name: id, grants, origins: [] }))
    const { newKeys } = await till.agent.provision({ upstreams, clients })
    const keys = Object.fromEntries(newKeys.map(({ client: { id }, key }) => [id, key])) as Record<ClientId, string>
    return new TwoOfEach(till, { north, south }, keys)
  }

  run(step: Action): Promise<void> | void {
    switch (step.do) {
      case 'call-as-till':
        return this.#callAsTill(step)
      case 'call-as-customer':
        return this.#callAsCustomer(step)
      case 'sign-in':
        return this.#signIn(step)
      case 'expire':
        return this.#clouds[step.cloud].expireTokens()
      case 'rotate':
        return this.#rotate(step)
      case 'fail-tokens':
        return this.#clouds[step.cloud].failTokens(step.how, step.times)
    }
  }

  /** Everything that arrived carried the credential of its own cloud, client and customer, and the one of then. */
  checkArrivals(): void {
    for (const { name, arrivals } of Object.values(this.#clouds))
      for (const { id, credential } of arrivals) {
        expect(credential, `${id} at ${name}`).toContain(`.${name}.`)
        const expected = this.#expected.get(id)
        if (expected !== undefined) expect(credential, id).toContain(expected)
        // Nothing goes with a secret that was replaced before it was sent, nor with a token that came by one.
        expect(Number(credential.split('.')[3]), id).toBeGreaterThanOrEqual(this.#oldest.get(id) ?? 0)
        if (id.endsWith('/token')) this.counts.renewals += 1
      }
  }

  async #callAsTill({ client: id, cloud: name, mode: how, method }: Action & { do: 'call-as-till' }): Promise<void> {
    const requestId = this.#newId(`access.${name}.till.`)
    const body = method === 'POST' ? 'sale' : undefined
    await this.#call(
      id,
      `${name}-till`,
      requestId,
      how,
      { cloud: name, whose: 'till' },
      { method, ...(body && { body }) },
    )
  }

  async #callAsCustomer(step: Action & { do: 'call-as-customer' }): Promise<void> {
    const { client: id, cloud: name, mode: how, isBorrowed } = step
    const owner = isBorrowed ? otherThan(id) : id
    const handle = this.#handles.get(`${owner} ${name}`)
    if (handle === undefined) return
    const requestId = this.#newId(`access.${name}.${customerOf[id]}.`)
    const expected = { cloud: name, whose: customerOf[id] }
    const told = await this.#call(id, `${name}-customer`, requestId, how, expected, {
      headers: { 'Till-Agent-Customer': handle },
    })
    if (isBorrowed) expect(told).toBe('CUSTOMER_UNKNOWN')
    // The sessions ended with the credential that was replaced.
    if (told === 'CUSTOMER_UNKNOWN' && !isBorrowed && this.#handles.get(`${id} ${name}`) === handle)
      this.#handles.delete(`${id} ${name}`)
  }

  async #signIn({ client: id, cloud: name }: Action & { do: 'sign-in' }): Promise<void> {
    const requestId = this.#newId(`secret.${name}.customer.`)
    const response = await this.#send(id, `${name}-customer/auth/login`, {
      method: 'POST',
      headers: { 'X-Id': requestId, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: customerOf[id] }),
    })
    const text = await response.text()
    this.#expectNoSecret(text, response)
    if (response.status === 200) this.#handles.set(`${id} ${name}`, JSON.parse(text).customer)
  }

  async #rotate({ cloud: name, api }: Action & { do: 'rotate' }): Promise<void> {
    this.#serial += 1
    const clientSecret = `secret.${name}.${api}.${this.#serial}`
    const upstream = `${name}-${api}`
    const number = this.#serial
    await this.#till.agent.upstreams.rotate(upstream, { clientSecret }, false)
    this.#secrets.set(upstream, Math.max(number, this.#secrets.get(upstream) ?? 0))
    this.counts.rotations += 1
  }

  /** @returns the fault's code, or what the cloud told */
  async #call(
    id: ClientId,
    upstream: string,
    requestId: string,
    how: Mode,
    expected: object,
    init: RequestInit,
  ): Promise<unknown> {
    const headers = { 'X-Id': requestId, 'X-Mode': how, ...init.headers }
    try {
      const response = await this.#send(id, `${upstream}/things`, { ...init, headers })
      const text = await response.text()
      this.#expectNoSecret(text, response)
      const fault = response.headers.get('till-agent-fault')
      if (fault !== null || response.status !== 200) return fault ?? response.status
      expect(JSON.parse(text)).toMatchObject({ ...expected, id: requestId })
      this.counts.whole += 1
      return text
    } catch (thrown) {
      if (how === 'half' || how === 'reset') return 'cut'
      throw thrown
    }
  }

  #send(id: ClientId, path: string, init: RequestInit): Promise<Response> {
    const requestId = (init.headers as Record<string, string>)['X-Id'] ?? ''
    this.#oldest.set(requestId, this.#secrets.get(path.split('/')[0] ?? '') ?? 0)
    return fetch(`${this.#till.url}/via/${path}`, {
      ...init,
      headers: { 'Till-Agent-Key': this.#keys[id], ...init.headers },
    })
  }

  /** Neither a secret nor a token, of whichever cloud, comes back to a client. */
  #expectNoSecret(text: string, { headers }: Response): void {
    expect(`${text} ${JSON.stringify([...headers])}`).not.toMatch(/(?:secret|access|refresh)\.(?:north|south)\./)
  }

  #newId(expectedCredential: string): string {
    this.#serial += 1
    const id = `r${this.#serial}`
    this.#expected.set(id, expectedCredential)
    return id
  }
}

function entriesFor(name: string, url: string) {
  return [
    {
      ...{ id: `${name}-till`, scheme: 'oauth2', baseUrl: `${url}/till`, tokenUrl: `${url}/till/token` },
      ...{ clientId: 'till', clientSecret: `secret.${name}.till.0` },
    },
    {
      ...{ id: `${name}-customer`, scheme: 'scayle', baseUrl: `${url}/customer`, shopId: '1000' },
      ...{ clientId: '5', clientSecret: `secret.${name}.customer.0` },
    },
  ]
}

function otherThan(id: ClientId): ClientId {
  return id === 'kiosk' ? 'desk' : 'kiosk'
}

test(`two clouds, two clients, two customers: no credential, answer or handle reaches the other (seed ${seed})`, async () => {
  const counts = { whole: 0, rotations: 0, renewals: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (waves) => {
      const world = await TwoOfEach.start()
      const signIns = clientIds.flatMap((id) =>
        cloudNames.map((name) => ({ do: 'sign-in', client: id, cloud: name }) as const),
      )
      await Promise.all(signIns.map((step) => world.run(step)))
      for (const wave of waves)
        await Promise.all(wave.map(({ afterMs, action: step }) => sleep(afterMs).then(() => world.run(step))))
      world.checkArrivals()
      for (const [name, count] of Object.entries(world.counts)) counts[name as keyof typeof counts] += count
    }),
    { numRuns: stories, seed },
  )
  // Else nothing was compared.
  expect(counts.whole).toBeGreaterThan(stories)
  expect(Math.min(counts.rotations, counts.renewals)).toBeGreaterThan(0)
}, 600_000)
