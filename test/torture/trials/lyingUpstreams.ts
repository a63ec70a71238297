import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DoomedAgent } from '#test/torture/agent.ts'
import { callThrough, type Observed } from '#test/torture/callThrough.ts'
import { type Expectation, type Lie, lies } from '#test/torture/lies.ts'
import { type LyingUpstream, startLyingUpstream } from '#test/torture/lyingUpstream.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

const methods = ['GET', 'POST'] as const
type Method = (typeof methods)[number]

/** Of the agent, in this trial. */
const answerTimeoutMs = 1_500
const idleTimeoutMs = 1_500
/** Time that a busy machine may take on top. */
const slackMs = 1_500
const giveUpAfterMs = 12_000
const requestsAtOnce = 24
/** Of a request to the same upstream that is answered at once, while others are lied to. */
const honestTimeoutMs = 1_000

/** Faults by which each expectation can be met. For a POST it counts above all that it may have had its effect. */
const faults: Record<'invalid' | 'silent' | 'busy', Record<Method, readonly string[]>> = {
  invalid: { GET: ['UPSTREAM_ANSWER_INVALID'], POST: ['OUTCOME_UNKNOWN', 'UPSTREAM_ANSWER_INVALID'] },
  silent: { GET: ['UPSTREAM_SILENT'], POST: ['OUTCOME_UNKNOWN'] },
  busy: { GET: ['UPSTREAM_BUSY'], POST: ['UPSTREAM_BUSY'] },
}

/** Upstreams that speak odd, broken or endless HTTP: each request is answered or cut, in time, with the one right fault. */
export const lyingUpstreams: Trial = {
  name: 'lies',
  weight: 2,

  async run(context) {
    const upstream = await startLyingUpstream(lies)
    try {
      const { agent, key } = await startAgent(context, upstream)
      const teller = new LieTeller(context, upstream, agent, key)
      do await teller.tellAll()
      while (!context.isOver())
      await teller.checkAfterwards()
      await agent.stop(10_000)
    } finally {
      await upstream.close()
    }
  },
}

async function startAgent(context: TrialContext, { url }: LyingUpstream): Promise<{ agent: DoomedAgent; key: string }> {
  const folder = context.newFolder()
  const key = `ta_pos_${randomBytes(32).toString('base64url')}`
  const grants = [{ upstream: 'cloud', allow: [{ methods: ['*'], path: '/**' }] }]
  const provision = join(folder, 'provisioning.json')
  writeFileSync(
    provision,
    JSON.stringify({
      limits: { requestsPerSecond: 100_000, burst: 100_000, answerTimeoutMs, idleTimeoutMs, connectTimeoutMs: 1_000 },
      upstreams: [{ id: 'cloud', scheme: 'capillary-till', baseUrl: url, till: 'torture', password: 'torture' }],
      clients: [{ id: 'pos', name: 'POS', key, grants }],
    }),
    { mode: 0o600 },
  )
  const agent = context.startAgent({ dataDir: join(folder, 'data'), vault: 'memory', provision })
  return { agent: await agent.ready(), key }
}

class LieTeller {
  readonly #context: TrialContext
  readonly #upstream: LyingUpstream
  readonly #agent: DoomedAgent
  readonly #key: string
  #serial = 0

  constructor(context: TrialContext, upstream: LyingUpstream, agent: DoomedAgent, key: string) {
    this.#context = context
    this.#upstream = upstream
    this.#agent = agent
    this.#key = key
  }

  /** Each lie once to each method, some at the same time, with honest requests between them. */
  async tellAll(): Promise<void> {
    const told = lies.flatMap((lie, number) => methods.map((method) => ({ lie, number, method })))
    const waiting = this.#context.random.shuffled(told)
    const tellers = Array.from({ length: requestsAtOnce }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        await this.#tell(next.lie, next.number, next.method)
        await this.#askHonestly(next.lie.name)
      }
    })
    await Promise.all(tellers)
  }

  /** Nothing is left over from any of it. */
  async checkAfterwards(): Promise<void> {
    const { upstreams } = await this.#agent.control.status()
    const [cloud] = upstreams
    if (cloud?.activeRequests || cloud?.waitingRequests)
      this.#context.found('nothing stays under way', JSON.stringify(cloud))
    const health = await callThrough({ url: `${this.#agent.url}/healthz`, method: 'GET', key: '', timeoutMs: 1_000 })
    if (health.kind !== 'answer') this.#context.found('the port goes on answering', health.kind)
  }

  async #tell(lie: Lie, number: number, method: Method): Promise<void> {
    this.#serial += 1
    const id = `${number}-${this.#serial}`
    const startedAtMs = performance.now()
    const observed = await this.#call(`/lie/${number}/${id}`, method, giveUpAfterMs)
    const tookMs = performance.now() - startedAtMs
    this.#context.count('lies told')
    const again = { lie: lie.name, method }
    if (!lie.expected.some((expectation) => isMet(expectation, observed, lie, method))) {
      const found = isTimeout(observed) ? 'foundLate' : 'found'
      this.#context[found](`${lie.name}: ${lie.expected.join(' or ')}`, JSON.stringify(observed), again)
    }
    const mayHaveBody = lie.expected.includes('passes') || lie.expected.includes('truncated')
    const maxMs = answerTimeoutMs + (mayHaveBody ? idleTimeoutMs : 0) + slackMs
    if (tookMs > maxMs) this.#context.foundLate(`${lie.name}: ends in time`, `after ${Math.round(tookMs)} ms`, again)
    const arrivals = this.#upstream.arrivals(id)
    const maxArrivals = lie.maxArrivals ?? (method === 'GET' && lie.expected.includes('silent') ? 2 : 1)
    if (arrivals > maxArrivals)
      this.#context.found(`${lie.name}: is not sent again`, `${method}, ${arrivals} times`, again)
  }

  /** The answer to another's request is never this one's, and nobody waits because another is lied to. */
  async #askHonestly(afterLie: string): Promise<void> {
    this.#serial += 1
    const target = `/honest/0/${this.#serial}`
    const startedAtMs = performance.now()
    const observed = await this.#call(target, 'GET', giveUpAfterMs)
    const tookMs = performance.now() - startedAtMs
    this.#context.measure('honest requests beside the lies', tookMs)
    if (isTimeout(observed))
      this.#context.foundLate('an honest request beside the lies is answered', JSON.stringify(observed), { afterLie })
    else if (observed.kind !== 'answer' || observed.body !== target)
      this.#context.found('an honest request beside the lies is answered', JSON.stringify(observed), { afterLie })
    else if (tookMs > honestTimeoutMs)
      this.#context.foundLate('an honest request does not wait for the lies', `${Math.round(tookMs)} ms`, { afterLie })
  }

  #call(target: string, method: Method, timeoutMs: number): Promise<Observed> {
    const url = `${this.#agent.url}/via/cloud${target}`
    return callThrough({
      url,
      method,
      key: this.#key,
      timeoutMs,
      ...(method === 'POST' && { body: 'sale-1234567890' }),
    })
  }
}

/** The agent gave the upstream up, which on an overloaded machine may just not have come to its answer. */
function isTimeout(observed: Observed): boolean {
  return observed.kind === 'answer' && observed.body.includes('_TIMEOUT"')
}

function isMet(expectation: Expectation, observed: Observed, lie: Lie, method: Method): boolean {
  switch (expectation) {
    case 'passes':
      return (
        observed.kind === 'answer' &&
        observed.fault === undefined &&
        observed.status === lie.status &&
        observed.body === lie.body
      )
    case 'truncated':
      return observed.kind === 'truncated' || observed.kind === 'cut'
    default:
      return observed.kind === 'answer' && faults[expectation][method].includes(observed.fault ?? '')
  }
}
