import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from './answers.ts'
import { newTlsEachTime, timedGet } from './call.ts'
import { median, quantile, shuffled } from './figures.ts'
import type { Ground } from './ground.ts'

/** A request over a line of 50 ms there and back. The local side of `nginx` and `agent` is a new connection each time. */
export const linkModes = ['direct, new TLS', 'direct, kept open', 'nginx', 'agent', 'agent, first sale'] as const
export type LinkMode = (typeof linkModes)[number]

export type LinkTimes = Record<LinkMode, number[]>

export interface LinkFigures {
  p50Ms: number
  p99Ms: number
  /** To the median of a POS that opens its own TLS connection each time. */
  ofDirect: number
}

interface Setting {
  ground: Ground
  /** The line's near end. */
  linePort: number
  nginxPort: number
  agentUrl: string
  /** Starts a new agent, says where, and how to end it. */
  freshAgent(): Promise<{ url: string; end(): Promise<void> }>
}

/** How long the agent has been up when the first sale comes. */
const beforeFirstSaleMs = 1_000

export async function measureStoreLink(setting: Setting, cycles: number, firstSales: number): Promise<LinkTimes> {
  const { ground } = setting
  const ca = readFileSync(ground.ca.caFile, 'utf8')
  const direct = `https://127.0.0.1:${setting.linePort}/v1/small`
  const basic = { Authorization: ground.basic }
  const key = { Authorization: `Bearer ${ground.clientKey}`, Connection: 'close' }
  const keepsOpen = new Agent({ keepAlive: true, maxSockets: 1 })
  const modes: Record<Exclude<LinkMode, 'agent, first sale'>, () => Promise<number>> = {
    'direct, new TLS': () => timedGet(direct, answers.small, { headers: basic, ca, agent: newTlsEachTime }),
    'direct, kept open': () => timedGet(direct, answers.small, { headers: basic, ca, agent: keepsOpen }),
    nginx: () => timedGet(`http://127.0.0.1:${setting.nginxPort}/v1/small`, answers.small, { headers: key }),
    agent: () => timedGet(setting.agentUrl, answers.small, { headers: key }),
  }
  const names = Object.keys(modes) as (keyof typeof modes)[]
  const times: LinkTimes = { ...emptyTimes() }
  try {
    // Once for nothing: this process must not be the slow one.
    for (const name of [...names, ...names]) await modes[name]()
    for (let cycle = 0; cycle < cycles; cycle += 1)
      for (const name of shuffled(names)) times[name].push(await modes[name]())
    for (let sale = 0; sale < firstSales; sale += 1) {
      const agent = await setting.freshAgent()
      await sleep(beforeFirstSaleMs)
      times['agent, first sale'].push(await timedGet(agent.url, answers.small, { headers: key }))
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

function emptyTimes(): LinkTimes {
  return Object.fromEntries(linkModes.map((mode) => [mode, []])) as unknown as LinkTimes
}
