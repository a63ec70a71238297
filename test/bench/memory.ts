import { slope } from './figures.ts'
import { manyAtOnce } from './loads.ts'
import { rssMib } from './procfs.ts'
import type { Started } from './started.ts'
import { wrk } from './wrk.ts'

/** The memory of one agent that was started for this. */
export interface MemoryFigures {
  /** Started, set up, and not yet called. */
  idleMib: number
  /** The most under 64 connections, and the middle. */
  loadedMaxMib: number
  loadedMib: number
  aboveIdleMib: number
  requests: number
  /** After warming up, by the straight line through all samples. */
  growthMibPer100k: number
  samples: { requests: number; rssMib: number }[]
}

const sampleMs = 100

interface Setting {
  agent: { pid: number; url: string }
  authorization: string
  started: Started
  core: number | undefined
  warmUpSeconds: number
  requests: number
  giveUpAtMs: number
}

export async function measureMemory(setting: Setting): Promise<MemoryFigures> {
  const { agent, requests: wanted, giveUpAtMs } = setting
  const idleMib = rssMib([agent.pid])
  await shoot(setting, setting.warmUpSeconds)
  const samples: MemoryFigures['samples'] = []
  let requests = 0
  while (requests < wanted && performance.now() < giveUpAtMs) {
    const ofShot: number[] = []
    const timer = setInterval(() => ofShot.push(rssMib([agent.pid])), sampleMs)
    const hits = await shoot(setting, 1)
    clearInterval(timer)
    for (const [at, value] of ofShot.entries())
      samples.push({ requests: Math.round(requests + (hits * (at + 1)) / ofShot.length), rssMib: value })
    requests += hits
  }
  const values = samples.map((sample) => sample.rssMib).toSorted((one, other) => one - other)
  const loadedMaxMib = values.at(-1) ?? idleMib
  return {
    idleMib,
    loadedMaxMib,
    loadedMib: values[Math.floor(values.length / 2)] ?? idleMib,
    aboveIdleMib: loadedMaxMib - idleMib,
    requests,
    growthMibPer100k: slope(samples.map(({ requests: x, rssMib: y }) => ({ x, y }))) * 100_000,
    samples,
  }
}

async function shoot({ agent, authorization, started, core }: Setting, seconds: number): Promise<number> {
  const { method, connections } = manyAtOnce
  const headers = { Authorization: authorization }
  return (await wrk({ url: agent.url, headers, method, connections, seconds }, started, core)).requests
}
