import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { DoomedAgent } from '#test/torture/agent.ts'
import { callThrough, type Observed } from '#test/torture/callThrough.ts'
import type { NoiseOrder } from '#test/torture/noiseMaker.ts'
import { type Noise, noises, noiseText } from '#test/torture/noises.ts'
import type { Trial, TrialContext } from '#test/torture/trial.ts'

/** As one program may send for ever, and as the report of the frozen agent had it (reliability.md 3). */
const noise = { requestsPerSecond: 40, connections: 8 }
/** Silence and noise take turns, so that whatever else the machine does meets both alike. */
const sliceMs = 120
const slicesOfEach = 6
/** What the last slice has left under way ends meanwhile, and connections open. */
const settleMs = 20
/** How often in a row the ratio must be too high: on a busy machine one measurement is no proof. */
const measurements = 3
const maxRatio = 2
/** On a quiet machine half of this doubles a request, and nobody at a till tells the one from the other. */
const unnoticedMs = 1
/** On a busy machine the slowest one in a hundred tells more of the machine than of the agent; the others tell then. */
const shares = [0.5, 0.9, 0.99]
const giveUpAfterMs = 10_000

/** One program sends what costs most; the requests of another one are as quick as without it. */
export const noisyNeighbour: Trial = {
  name: 'noise',
  weight: 2,

  async run(context) {
    const cloud = new Worker(new URL('../noiseCloud.ts', import.meta.url))
    const maker = new Worker(new URL('../noiseMaker.ts', import.meta.url), { workerData: noise })
    try {
      const cloudPort = await new Promise<number>((resolve) => cloud.once('message', resolve))
      const { agent, keys } = await startAgent(context, cloudPort)
      const neighbour = new Neighbour({ context, agent, keys, maker })
      do await neighbour.bearAll()
      while (!context.isOver())
      await agent.stop(giveUpAfterMs)
    } finally {
      await Promise.all([cloud.terminate(), maker.terminate()])
    }
  },
}

interface Keys {
  quiet: string
  noisy: string
}

async function startAgent(context: TrialContext, cloudPort: number): Promise<{ agent: DoomedAgent; keys: Keys }> {
  const folder = context.newFolder()
  const keyOf = (id: string) => `ta_${id}_${randomBytes(32).toString('base64url')}`
  const keys = { quiet: keyOf('quiet'), noisy: keyOf('noisy') }
  const grants = [{ upstream: 'cloud', allow: [{ methods: ['*'], path: '/**' }] }]
  const provision = join(folder, 'provisioning.json')
  const upstream = {
    scheme: 'capillary-till',
    baseUrl: `http://127.0.0.1:${cloudPort}`,
    till: 'noise',
    password: 'noise',
  }
  writeFileSync(
    provision,
    JSON.stringify({
      store: { country: 'IN' },
      // The quiet one is measured by more requests than a program may send for ever.
      limits: { requestsPerSecond: 100_000, burst: 100_000 },
      upstreams: ['cloud', 'other'].map((id) => ({ id, ...upstream })),
      clients: Object.entries(keys).map(([id, key]) => ({ id, name: id, key, grants })),
    }),
    { mode: 0o600 },
  )
  const agent = context.startAgent({ dataDir: join(folder, 'data'), vault: 'memory', provision })
  return { agent: await agent.ready(), keys }
}

interface Deps {
  context: TrialContext
  agent: DoomedAgent
  keys: Keys
  maker: Worker
}

class Neighbour {
  readonly #deps: Deps
  readonly #connections = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Each noise once, in an order of the seed, until the time is over. */
  async bearAll(): Promise<void> {
    const { context } = this.#deps
    for (const one of context.random.shuffled(noises)) {
      if (context.isOver()) break
      await this.#bear(one)
      context.count('noises beside a quiet client')
    }
    this.#connections.destroy()
  }

  async #bear(one: Noise): Promise<void> {
    const { context } = this.#deps
    const seen: string[] = []
    for (let n = 0; n < measurements; n += 1) {
      const { quiet, besideNoise } = await this.#measure(one)
      if (shares.every((share) => isBorne(at(share, quiet), at(share, besideNoise)))) {
        context.measure('p99 beside noise, in hundredths of the quiet p99', 100 * ratioAt(0.99, besideNoise, quiet))
        return
      }
      seen.push(`${latencies(besideNoise)} for ${latencies(quiet)}`)
    }
    // A promise for each noise, so that the report names every one that breaks it.
    context.foundLate(`nobody's requests take twice as long beside ${one.name}`, seen.join(', '))
  }

  async #measure(one: Noise): Promise<{ quiet: number[]; besideNoise: number[] }> {
    const { agent, keys } = this.#deps
    const text = noiseText(one, agent.port, keys.noisy)
    const quiet: number[] = []
    const besideNoise: number[] = []
    for (let n = 0; n < slicesOfEach; n += 1) {
      await this.#sell(undefined, quiet)
      await this.#sell(text, besideNoise)
    }
    this.#order(undefined)
    return { quiet: ascending(quiet), besideNoise: ascending(besideNoise) }
  }

  /** Sells for one slice, one sale after the other. */
  async #sell(text: string | undefined, tookMs: number[]): Promise<void> {
    const { context } = this.#deps
    this.#order(text)
    await sleep(settleMs)
    // Work that the noise has left over is no part of the silence.
    if (text === undefined) await this.#sale()
    const untilMs = performance.now() + sliceMs
    do {
      const startedAtMs = performance.now()
      const observed = await this.#sale()
      tookMs.push(performance.now() - startedAtMs)
      if (observed.kind !== 'answer' || observed.status !== 200)
        context.found('a quiet program is served beside a noisy one', JSON.stringify(observed))
    } while (performance.now() < untilMs)
  }

  #sale(): Promise<Observed> {
    const { agent, keys } = this.#deps
    return callThrough({
      ...{ url: `${agent.url}/via/cloud/sale`, method: 'POST', key: keys.quiet, body: 'sale' },
      ...{ agent: this.#connections, timeoutMs: giveUpAfterMs },
    })
  }

  #order(text: string | undefined): void {
    this.#deps.maker.postMessage({ port: this.#deps.agent.port, text } satisfies NoiseOrder)
  }
}

function ascending(samples: readonly number[]): number[] {
  return samples.toSorted((one, other) => one - other)
}

function at(share: number, sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0
}

function isBorne(quietMs: number, besideNoiseMs: number): boolean {
  return besideNoiseMs <= Math.max(maxRatio * quietMs, quietMs + unnoticedMs)
}

function ratioAt(share: number, one: readonly number[], other: readonly number[]): number {
  return at(share, one) / at(share, other)
}

function latencies(sorted: readonly number[]): string {
  return shares.map((share) => `${at(share, sorted).toFixed(1)} ms`).join(' / ')
}
