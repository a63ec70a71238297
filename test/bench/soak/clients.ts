import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestJournal } from './journal.ts'
import type { NetworkFaults } from './networkFaults.ts'
import { createKeepAliveAgent, type RequestOptions, sendRequest } from './request.ts'
import { type Behaviour, bodyOf, callerTimeoutMs, pathOf } from './routes.ts'
import { expectedOutcome, type Scenario } from './scenario.ts'

/** A local program with its key. */
export interface SoakClient {
  id: string
  key: string
}

interface Setting {
  base: string
  journal: RequestJournal
  networkFaults: NetworkFaults
  isOver(): boolean
}

/** What every client does at the same time, with the average pause between two requests. */
const activities = [
  { activity: 'get', pauseMs: 90 },
  { activity: 'get', pauseMs: 90 },
  { activity: 'post', pauseMs: 120 },
  { activity: 'readSlowly', pauseMs: 400 },
  { activity: 'abort', pauseMs: 250 },
  { activity: 'provokeFailure', pauseMs: 200 },
  { activity: 'provokeRefusal', pauseMs: 300 },
] as const

const sizes = [0, 1, 1_000, 16_384, 16_385, 65_536, 300_000]

/** The load of one client. */
export class ClientLoad {
  readonly #client: SoakClient
  readonly #setting: Setting
  readonly #agent: Agent = createKeepAliveAgent()
  #requests = 0

  constructor(client: SoakClient, setting: Setting) {
    this.#client = client
    this.#setting = setting
  }

  /** Runs all activities until the soak is over. */
  async run(): Promise<void> {
    await Promise.all(activities.map(({ activity, pauseMs }) => this.#repeat(() => this[activity](), pauseMs)))
    this.#agent.destroy()
  }

  /** Sends far more requests than the rate limit allows. Other clients must not notice. */
  async flood(): Promise<void> {
    const senders = Array.from({ length: 4 }, () =>
      this.#repeat(() => this.#request('GET', 'whole', { bytes: 1_000, expected: 'anything' }), 10),
    )
    await Promise.all(senders)
    this.#agent.destroy()
  }

  get(): Promise<void> {
    return this.#request('GET', 'whole', { bytes: anyOf(sizes) })
  }

  post(): Promise<void> {
    return this.#request('POST', 'whole', { bytes: anyOf(sizes.slice(1)) })
  }

  readSlowly(): Promise<void> {
    return this.#request('GET', 'whole', { bytes: 2_000_000, options: { bytesPerSecond: 1_500_000 } })
  }

  /** Closes the connection at a random moment. */
  abort(): Promise<void> {
    const method = anyOf(['GET', 'POST'] as const)
    const behaviour = anyOf(['whole', 'slow'] as const)
    return this.#request(method, behaviour, {
      bytes: 2_000_000,
      options: { abortAfterMs: Math.random() * 60 },
      expected: 'anything',
    })
  }

  provokeFailure(): Promise<void> {
    const method = anyOf(['GET', 'POST'] as const)
    const behaviour = anyOf(['reset', 'half', 'busy', 'slow', 'garbage'] as const)
    const headers = behaviour === 'slow' ? { 'Till-Agent-Timeout-Ms': String(callerTimeoutMs) } : {}
    return this.#request(method, behaviour, { bytes: 40_000, options: { headers } })
  }

  provokeRefusal(): Promise<void> {
    return anyOf([
      () => this.#refused('KEY_REQUIRED', { Authorization: '' }),
      () => this.#refused('KEY_REFUSED', { Authorization: `Bearer ta_other_${'x'.repeat(43)}` }),
      () => this.#refused('NOT_GRANTED', {}, (path) => `/v2${path.slice(3)}`),
      () => this.#refused('AMBIGUOUS_PATH', {}, (path) => path.replace('/v1/', '/v1%2f')),
    ])()
  }

  #refused(
    fault: 'KEY_REQUIRED' | 'KEY_REFUSED' | 'NOT_GRANTED' | 'AMBIGUOUS_PATH',
    headers: object,
    changePath = unchanged,
  ) {
    return this.#request(anyOf(['GET', 'POST'] as const), undefined, {
      bytes: 500,
      expected: { fault: [fault] },
      options: { headers: { ...headers } },
      changePath,
    })
  }

  async #request(method: Scenario['method'], behaviour: Behaviour | undefined, plan: Plan): Promise<void> {
    const { journal, networkFaults, base } = this.#setting
    this.#requests += 1
    const id = `${this.#client.id}-${this.#requests.toString(36)}-${plan.bytes}`
    const sent = method === 'POST' ? bodyOf(`sent by ${id}`, plan.bytes) : Buffer.alloc(0)
    const expected = plan.expected ?? expectedOutcome(behaviour ?? 'whole', method, id, plan.bytes, sent)
    const path = (plan.changePath ?? unchanged)(pathOf(behaviour ?? 'whole', id, plan.bytes))
    const startedAtMs = performance.now()
    const outcome = await sendRequest({
      method,
      url: `${base}${path}`,
      // One request in five opens a connection of its own.
      agent: Math.random() < 0.2 ? false : this.#agent,
      ...(method === 'POST' && { body: sent }),
      ...plan.options,
      headers: { Authorization: `Bearer ${this.#client.key}`, ...plan.options?.headers },
    })
    const isHealthy = networkFaults.wasHealthy(startedAtMs, performance.now())
    journal.record({ id, method, behaviour, expected }, outcome, isHealthy)
  }

  async #repeat(request: () => Promise<void>, pauseMs: number): Promise<void> {
    while (!this.#setting.isOver()) {
      await request()
      await sleep(pauseMs * (0.5 + Math.random()))
    }
  }
}

interface Plan {
  bytes: number
  /** Default: the outcome of the behaviour. */
  expected?: Scenario['expected']
  options?: Partial<RequestOptions>
  changePath?: (path: string) => string
}

function unchanged(path: string): string {
  return path
}

function anyOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item
}
