import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Granted, isSameRequest, narrowRoutes, violationBy } from '#test/fuzz/brokerOracle.ts'
import { FuzzedAgent } from '#test/fuzz/fuzzedAgent.ts'
import type { FuzzContext, FuzzTarget, Violation } from '#test/fuzz/fuzzTarget.ts'
import { exchange, type RawExchange } from '#test/fuzz/rawCaller.ts'
import { type Meaning, render } from '#test/fuzz/render.ts'
import { connection, type FuzzConnection } from '#test/fuzz/requestGrammar.ts'
import { readStrictly, type StrictReading, type StrictRequest } from '#test/fuzz/strictHttp.ts'
import { fieldOf, type StrictUpstream, startStrictUpstream } from '#test/fuzz/strictUpstream.ts'
import { callThrough } from '#test/torture/callThrough.ts'

/** What the slowest of a hundred honest requests may take while others are refused, on a busy machine. */
const honestP99Ms = 500
const honestPauseMs = 20
/** Requests that are remembered: on a busy machine one may arrive long after its caller gave up. */
const maxUnderWay = 500

/**
 * Requests to the POS API against what arrives at the upstream: exactly what was sent by somebody to whom it was granted,
 * each once, and every answer to the one who asked.
 */
export const posApi: FuzzTarget = {
  name: 'pos-api',
  weight: 4,

  async run(context) {
    const upstream = await startStrictUpstream()
    const fuzz = await PosFuzz.start(context, upstream)
    try {
      await Promise.all([context.check(connection, (input) => fuzz.try(input)), fuzz.askHonestly()])
      await fuzz.checkAfterwards()
    } finally {
      await upstream.close()
    }
  },
}

class PosFuzz {
  readonly #context: FuzzContext
  readonly #upstream: StrictUpstream
  readonly #agent: FuzzedAgent
  readonly #meaning: Meaning
  readonly #setup: { callerOf: Map<string, Granted>; authorization: string }
  /** Requests that may still arrive: those of the last inputs, and the honest ones. */
  #sent: { request: StrictRequest; arrivals: number }[] = []
  readonly #honest = new Set<string>()
  #serial = 0

  private constructor(
    context: FuzzContext,
    upstream: StrictUpstream,
    agent: FuzzedAgent,
    keys: { wide: string; narrow: string },
  ) {
    this.#context = context
    this.#upstream = upstream
    this.#agent = agent
    const stranger = newKey('stranger')
    this.#meaning = { host: `127.0.0.1:${agent.port}`, keys: { ...keys, stranger, nobody: undefined } }
    const callerOf = new Map<string, Granted>([
      [keys.wide, 'wide'],
      [keys.narrow, 'narrow'],
    ])
    this.#setup = { callerOf, authorization }
  }

  static async start(context: FuzzContext, upstream: StrictUpstream): Promise<PosFuzz> {
    const keys = { wide: newKey('wide'), narrow: newKey('narrow') }
    const agent = await FuzzedAgent.start(context, provisioningOf(upstream.url, keys))
    return new PosFuzz(context, upstream, agent, keys)
  }

  async try(input: FuzzConnection): Promise<Violation | undefined> {
    const ids = input.requests.map(() => this.#newId())
    const stream = render(input, ids, this.#meaning)
    const reading = readStrictly(stream)
    this.#sent = [...this.#sent.slice(-maxUnderWay), ...reading.requests.map((request) => ({ request, arrivals: 0 }))]
    const options = {
      expected: reading.requests,
      firstBytes: input.firstBytes,
      endsInNonsense: reading.rest === 'malformed',
    }
    const exchanged = await exchange({ port: this.#agent.port }, stream, options)
    return this.#arrivalViolation() ?? answerViolation(reading, exchanged)
  }

  /** A third program goes on selling all the while. */
  async askHonestly(): Promise<void> {
    const { url } = this.#agent
    while (!this.#context.isOver()) {
      const id = this.#newId()
      this.#honest.add(id)
      const startedAtMs = performance.now()
      const observed = await callThrough({
        url: `${url}/via/loyalty/v2/honest`,
        method: 'GET',
        key: this.#meaning.keys.wide as string,
        headers: { 'X-Fuzz-Id': id },
        timeoutMs: 10_000,
      })
      this.#context.measure('pos-api: honest requests meanwhile', performance.now() - startedAtMs)
      const isRight = observed.kind === 'answer' && observed.body.includes(`"${id}"`)
      if (!isRight) this.#context.found('an honest request gets its own answer', JSON.stringify(observed))
      await sleep(honestPauseMs)
    }
  }

  async checkAfterwards(): Promise<void> {
    const p99 = this.#context.percentileOf('pos-api: honest requests meanwhile', 0.99)
    if (p99 > honestP99Ms) this.#context.found('nobody waits for what another is refused', `p99 ${Math.round(p99)} ms`)
    await this.#agent.checkAfterwards()
  }

  #arrivalViolation(): Violation | undefined {
    for (const arrival of this.#upstream.take()) {
      if (arrival.kind === 'malformed') return { promise: 'what arrives is HTTP', seen: JSON.stringify(arrival.bytes) }
      const { request } = arrival
      if (this.#honest.delete(fieldOf(request, 'x-fuzz-id') ?? '')) continue
      const sent = this.#sent.find((candidate) => isSameRequest(request, candidate.request))
      const seen = JSON.stringify({ arrived: short(request), sent: sent && short(sent.request) })
      if (!sent) return { promise: 'only what was sent as a whole request arrives', seen }
      sent.arrivals += 1
      if (sent.arrivals > 1) return { promise: 'a request arrives once', seen }
      const violation = violationBy(request, sent.request, this.#setup)
      if (violation) return { promise: promiseBehind(violation), seen: `${violation}: ${seen}` }
    }
    return undefined
  }

  #newId(): string {
    this.#serial += 1
    return `f${this.#serial}`
  }
}

function answerViolation(
  { requests, rest }: StrictReading,
  { answers, isClosed, rest: text }: RawExchange,
): Violation | undefined {
  const seen = JSON.stringify({ requests: requests.map(short), rest, answers, isClosed, text: text.slice(0, 300) })
  const ids = requests.map((request) => fieldOf(request, 'x-fuzz-id') ?? '')
  if (answers.some(({ fault }) => fault === 'INTERNAL'))
    return { promise: 'no request is answered with INTERNAL', seen }
  if (answers.length < requests.length && !isClosed)
    return { promise: 'every request is answered or its connection cut', seen }
  if (rest === 'malformed' && !isClosed) return { promise: 'a connection on which nonsense came is closed', seen }
  if (answers.length > requests.length + (rest === 'nothing' ? 0 : 1))
    return { promise: 'there are no more answers than requests', seen }
  const foreign = answers.find(({ body }, at) => {
    const id = /"answerTo":"([^"]*)"/.exec(body)?.[1]
    return id !== undefined && id !== ids[at]
  })
  return foreign && { promise: 'no answer goes to another request', seen }
}

/** The kind of a violation, without the texts of this input. */
function promiseBehind(violation: string): string {
  if (violation.includes('denied to everybody')) return 'no spelling of a denied route arrives'
  if (violation.includes('not granted') || violation.includes('no key')) return 'nothing arrives that is not granted'
  if (violation.includes('has changed')) return 'not a byte is changed'
  return 'fields are passed on or removed as promised'
}

function short({ method, target, fields, body }: StrictRequest): object {
  return {
    method,
    target: target.slice(0, 200),
    fields: fields.map((field) => field.join(': ').slice(0, 100)),
    bodyBytes: body.length,
  }
}

const till = 'fuzz.till'
const password = 'fuzz'
const md5 = createHash('md5').update(password).digest('hex')
const authorization = `Basic ${Buffer.from(`${till}:${md5}`).toString('base64')}`

function newKey(id: string): string {
  return `ta_${id}_${randomBytes(32).toString('base64url')}`
}

function provisioningOf(baseUrl: string, keys: { wide: string; narrow: string }): object {
  const everything = [{ methods: ['*'], path: '/**' }]
  return {
    limits: { requestsPerSecond: 1_000_000, burst: 1_000_000 },
    upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till, password }],
    clients: [
      { id: 'wide', name: 'Wide', key: keys.wide, grants: [{ upstream: 'loyalty', allow: everything }] },
      { id: 'narrow', name: 'Narrow', key: keys.narrow, grants: [{ upstream: 'loyalty', allow: narrowRoutes }] },
    ],
  }
}
