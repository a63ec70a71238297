import type { ChildProcesses } from './childProcesses.ts'
import { manyAtOnce } from './loads.ts'
import { rssMib } from './procfs.ts'
import { slope } from './statistics.ts'
import { wrk } from './wrk.ts'

/** Memory of an agent that is started for this measurement. */
export interface MemoryFigures {
  /** Before the first request. */
  idleMib: number
  /** Maximum and median under 64 connections. */
  loadedMaxMib: number
  loadedMib: number
  aboveIdleMib: number
  requests: number
  /** Slope of the line through all samples after the warm-up. */
  growthMibPer100k: number
  samples: { requests: number; rssMib: number }[]
}

const sampleMs = 1_000
const runSeconds = 5

interface Setting {
  agent: { pid: number; url: string }
  authorization: string
  processes: ChildProcesses
  core: number | undefined
  warmUpSeconds: number
  requests: number
  giveUpAtMs: number
}

export async function measureMemory(setting: Setting): Promise<MemoryFigures> {
  const { agent, requests: wanted, giveUpAtMs } = setting
  const idleMib = rssMib([agent.pid])
  await applyLoad(setting, setting.warmUpSeconds)
  const samples: MemoryFigures['samples'] = []
  let requests = 0
  while (requests < wanted && performance.now() < giveUpAtMs) {
    const runSamples: number[] = []
    const timer = setInterval(() => runSamples.push(rssMib([agent.pid])), sampleMs)
    const runRequests = await applyLoad(setting, runSeconds)
    clearInterval(timer)
    for (const [at, value] of runSamples.entries())
      samples.push({ requests: Math.round(requests + (runRequests * (at + 1)) / runSamples.length), rssMib: value })
    requests += runRequests
  }
  const values = samples.map((sample) => sample.rssMib).toSorted((a, b) => a - b)
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

/** @returns the number of requests */
async function applyLoad({ agent, authorization, processes, core }: Setting, seconds: number): Promise<number> {
  const { method, connections } = manyAtOnce
  const headers = { Authorization: authorization }
  return (await wrk({ url: agent.url, headers, method, connections, seconds }, processes, core)).requests
}
