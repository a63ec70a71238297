import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Ask, ask, keepingAgent } from './ask.ts'
import { type Errand, rightFor } from './errand.ts'
import type { Ledger } from './ledger.ts'
import { type Behaviour, bodyOf, callerPatienceMs, pathOf } from './routes.ts'
import type { Weather } from './weather.ts'

/** A local program with its key. */
export interface Program {
  id: string
  key: string
}

interface Setting {
  base: string
  ledger: Ledger
  weather: Weather
  isOver(): boolean
}

/** The ways to trouble an agent, and how often each program does so: pauses between two requests, in milliseconds. */
const habits = [
  { habit: 'gets', pauseMs: 90 },
  { habit: 'gets', pauseMs: 90 },
  { habit: 'posts', pauseMs: 120 },
  { habit: 'readsSlowly', pauseMs: 400 },
  { habit: 'leaves', pauseMs: 250 },
  { habit: 'meetsTrouble', pauseMs: 200 },
  { habit: 'isRefused', pauseMs: 300 },
] as const

const sizes = [0, 1, 1_000, 16_384, 16_385, 65_536, 300_000]

/** One local program: several requests at once, each of another kind, until it is over. */
export class Customer {
  readonly #program: Program
  readonly #setting: Setting
  readonly #agent: Agent = keepingAgent()
  #asked = 0

  constructor(program: Program, setting: Setting) {
    this.#program = program
    this.#setting = setting
  }

  async visit(): Promise<void> {
    await Promise.all(habits.map(({ habit, pauseMs }) => this.#keepOn(() => this[habit](), pauseMs)))
    this.#agent.destroy()
  }

  /** Asks far more often than is allowed, and nobody else may suffer. */
  async flood(): Promise<void> {
    const lanes = Array.from({ length: 4 }, () =>
      this.#keepOn(() => this.#run('GET', 'whole', { bytes: 1_000, right: 'anything' }), 10),
    )
    await Promise.all(lanes)
    this.#agent.destroy()
  }

  gets(): Promise<void> {
    return this.#run('GET', 'whole', { bytes: anyOf(sizes) })
  }

  posts(): Promise<void> {
    return this.#run('POST', 'whole', { bytes: anyOf(sizes.slice(1)) })
  }

  readsSlowly(): Promise<void> {
    return this.#run('GET', 'whole', { bytes: 2_000_000, ask: { bytesPerSecond: 1_500_000 } })
  }

  /** In the middle of whatever is going on. */
  leaves(): Promise<void> {
    const method = anyOf(['GET', 'POST'] as const)
    const behaviour = anyOf(['whole', 'slow'] as const)
    return this.#run(method, behaviour, {
      bytes: 2_000_000,
      ask: { leaveAfterMs: Math.random() * 60 },
      right: 'anything',
    })
  }

  meetsTrouble(): Promise<void> {
    const method = anyOf(['GET', 'POST'] as const)
    const behaviour = anyOf(['reset', 'half', 'busy', 'slow', 'garbage'] as const)
    const patience = behaviour === 'slow' ? { 'Till-Agent-Timeout-Ms': String(callerPatienceMs) } : {}
    return this.#run(method, behaviour, { bytes: 40_000, ask: { headers: patience } })
  }

  isRefused(): Promise<void> {
    return anyOf([
      () => this.#refused('KEY_REQUIRED', { Authorization: '' }),
      () => this.#refused('KEY_REFUSED', { Authorization: `Bearer ta_other_${'x'.repeat(43)}` }),
      () => this.#refused('NOT_GRANTED', {}, (path) => `/v2${path.slice(3)}`),
      () => this.#refused('AMBIGUOUS_PATH', {}, (path) => path.replace('/v1/', '/v1%2f')),
    ])()
  }

  #refused(fault: 'KEY_REQUIRED' | 'KEY_REFUSED' | 'NOT_GRANTED' | 'AMBIGUOUS_PATH', headers: object, turn = asItIs) {
    return this.#run(anyOf(['GET', 'POST'] as const), undefined, {
      bytes: 500,
      right: { fault: [fault] },
      ask: { headers: { ...headers } },
      turn,
    })
  }

  async #run(method: Errand['method'], behaviour: Behaviour | undefined, plan: Plan): Promise<void> {
    const { ledger, weather, base } = this.#setting
    this.#asked += 1
    const id = `${this.#program.id}-${this.#asked.toString(36)}-${plan.bytes}`
    const sent = method === 'POST' ? bodyOf(`sent by ${id}`, plan.bytes) : Buffer.alloc(0)
    const right = plan.right ?? rightFor(behaviour ?? 'whole', method, id, plan.bytes, sent)
    const path = (plan.turn ?? asItIs)(pathOf(behaviour ?? 'whole', id, plan.bytes))
    const startedAtMs = performance.now()
    const got = await ask({
      method,
      url: `${base}${path}`,
      // One in five keeps no connection.
      agent: Math.random() < 0.2 ? false : this.#agent,
      ...(method === 'POST' && { body: sent }),
      ...plan.ask,
      headers: { Authorization: `Bearer ${this.#program.key}`, ...plan.ask?.headers },
    })
    ledger.enter({ id, method, behaviour, right }, got, weather.wasCalm(startedAtMs, performance.now()))
  }

  async #keepOn(errand: () => Promise<void>, pauseMs: number): Promise<void> {
    while (!this.#setting.isOver()) {
      await errand()
      await sleep(pauseMs * (0.5 + Math.random()))
    }
  }
}

interface Plan {
  bytes: number
  right?: Errand['right']
  ask?: Partial<Ask>
  turn?: (path: string) => string
}

function asItIs(path: string): string {
  return path
}

function anyOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item
}
