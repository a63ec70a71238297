import { request } from 'node:http'
import type { DoomedAgent } from './agent.ts'
import type { Stage } from './stage.ts'

/** Faults that promise that nothing was sent. */
const notSent = new Set(['UPSTREAM_UNREACHABLE', 'UPSTREAM_BUSY', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED'])

type Answer = { status: number; fault: string | undefined } | 'cut'

/** Sells without a pause, over the agent, until told to stop. A sale may be cut off by the agent's death and by nothing else. */
export class Sales {
  readonly #stage: Stage
  #serial = 0

  constructor(stage: Stage) {
    this.#stage = stage
  }

  /** @param isDoomed whether the agent may have been killed by now */
  async sell(agent: DoomedAgent, isDoomed: () => boolean): Promise<void> {
    while (!isDoomed()) {
      this.#serial += 1
      const target = `/sale/${this.#serial}`
      const answer = await post(`${agent.url}/via/sales${target}`, this.#stage.adminKey)
      this.#check(target, answer, isDoomed())
    }
  }

  #check(target: string, answer: Answer, isDoomed: boolean): void {
    const { clouds, context } = this.#stage
    const arrivals = clouds.reduce(
      (sum, cloud) => sum + cloud.arrivals.filter((arrival) => arrival.target === target).length,
      0,
    )
    for (const { arrivals: all } of clouds) if (all.length > 1_000) all.splice(0, all.length - 100)
    context.count('sales')
    const seen = `${JSON.stringify(answer)}, arrived ${arrivals} times`
    if (arrivals > 1) context.found('a sale arrives once', seen)
    if (answer === 'cut' && !isDoomed) context.found('a sale is answered while the agent lives', seen)
    if (answer === 'cut') return
    if (answer.status === 200 && arrivals !== 1) context.found('an answered sale has arrived', seen)
    if (answer.fault && notSent.has(answer.fault) && arrivals > 0)
      context.found('what is called not sent was not', seen)
    if (answer.fault === 'INTERNAL') context.found('no fault is INTERNAL', seen)
  }
}

function post(url: string, key: string): Promise<Answer> {
  const body = 'sale'
  const headers = { 'Till-Agent-Key': key, 'Content-Length': body.length }
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      const fault = response.headers['till-agent-fault'] as string | undefined
      response.resume().on('close', () => {
        resolve(response.complete ? { status: response.statusCode ?? 0, fault } : 'cut')
      })
    })
    outgoing.on('error', () => resolve('cut'))
    outgoing.end(body)
  })
}
