import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { newTlsEachTime, timedGet } from './call.ts'
import type { Environment } from './environment.ts'
import { responses } from './responses.ts'
import { median, quantile, shuffled } from './statistics.ts'

/**
 * Ways to send a request over a link with a round trip of 50 ms. Requests to `nginx` and `agent` open a new local
 * connection.
 */
export const linkModes = ['direct, new TLS', 'direct, kept open', 'nginx', 'agent', 'agent, first sale'] as const
export type LinkMode = (typeof linkModes)[number]

export type LinkTimes = Record<LinkMode, number[]>

export interface LinkFigures {
  p50Ms: number
  p99Ms: number
  /** Ratio to the median of a POS that opens a TLS connection for each request. */
  ofDirect: number
}

interface Setting {
  environment: Environment
  /** Port of the store link. */
  linkPort: number
  nginxPort: number
  agentUrl: string
  /** Starts a new agent. */
  startAgent(): Promise<{ url: string; end(): Promise<void> }>
}

/** Uptime of the agent at its first sale. */
const uptimeBeforeFirstSaleMs = 1_000

export async function measureStoreLink(setting: Setting, cycles: number, firstSales: number): Promise<LinkTimes> {
  const { environment } = setting
  const ca = readFileSync(environment.ca.caFile, 'utf8')
  const direct = `https://127.0.0.1:${setting.linkPort}/v1/small`
  const basic = { Authorization: environment.basic }
  const key = { Authorization: `Bearer ${environment.clientKey}`, Connection: 'close' }
  const keepsOpen = new Agent({ keepAlive: true, maxSockets: 1 })
  const modes: Record<Exclude<LinkMode, 'agent, first sale'>, () => Promise<number>> = {
    'direct, new TLS': () => timedGet(direct, responses.small, { headers: basic, ca, agent: newTlsEachTime }),
    'direct, kept open': () => timedGet(direct, responses.small, { headers: basic, ca, agent: keepsOpen }),
    nginx: () => timedGet(`http://127.0.0.1:${setting.nginxPort}/v1/small`, responses.small, { headers: key }),
    agent: () => timedGet(setting.agentUrl, responses.small, { headers: key }),
  }
  const names = Object.keys(modes) as (keyof typeof modes)[]
  const times: LinkTimes = { ...noTimes() }
  try {
    // Warm-up, so that the code of this process is compiled.
    for (const name of [...names, ...names]) await modes[name]()
    for (let cycle = 0; cycle < cycles; cycle += 1)
      for (const name of shuffled(names)) times[name].push(await modes[name]())
    for (let sale = 0; sale < firstSales; sale += 1) {
      const agent = await setting.startAgent()
      await sleep(uptimeBeforeFirstSaleMs)
      times['agent, first sale'].push(await timedGet(agent.url, responses.small, { headers: key }))
      await agent.end()
    }
  } finally {
    keepsOpen.destroy()
  }
  return times
}

export function linkFigures(times: LinkTimes): Record<LinkMode, LinkFigures> {
  const directMs = median(times['direct, new TLS'])
  const entries = linkModes.map((mode): [LinkMode, LinkFigures] => {
    const p50Ms = median(times[mode])
    return [mode, { p50Ms, p99Ms: quantile(times[mode], 0.99), ofDirect: p50Ms / directMs }]
  })
  return Object.fromEntries(entries) as Record<LinkMode, LinkFigures>
}

function noTimes(): LinkTimes {
  return Object.fromEntries(linkModes.map((mode) => [mode, []])) as unknown as LinkTimes
}
