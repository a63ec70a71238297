import type { ChildProcesses } from './childProcesses.ts'
import type { Load } from './loads.ts'
import { cpuMicros, machineBusyMicros, ownMicros, rssMib } from './procfs.ts'
import { shuffled } from './statistics.ts'
import type { Variant, VariantName } from './variants.ts'
import { wrk } from './wrk.ts'

/** One variant under one load for one or two seconds. */
export interface Slice {
  round: number
  load: string
  variant: VariantName
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  cpuMicrosPerRequest: number
  rssMib: number
  /** Number of cores that other processes or the host used meanwhile. */
  otherCores: number
}

interface Setting {
  variants: readonly Variant[]
  processes: ChildProcesses
  core: number | undefined
  /** Ids of all processes of the bench, except wrk. */
  pids(): number[]
}

/** A slice is measured again when other processes used more cores than this. */
const maxOtherCores = 0.2
const maxTries = 3

/**
 * Every round measures every variant under every load, in random order, until the rounds are done or the time is up.
 */
export async function measureRounds(
  setting: Setting,
  loads: readonly Load[],
  rounds: number,
  giveUpAtMs: number,
): Promise<Slice[]> {
  const slices: Slice[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const roundSlices: Slice[] = []
    for (const load of shuffled(loads)) {
      if (performance.now() > giveUpAtMs) break
      for (const variant of shuffled(setting.variants))
        roundSlices.push(await measureOnQuietMachine(setting, load, variant, round))
    }
    slices.push(...roundSlices)
    process.stderr.write(`round ${round} of ${rounds}\n`)
  }
  return slices
}

async function measureOnQuietMachine(setting: Setting, load: Load, variant: Variant, round: number): Promise<Slice> {
  const tries: Slice[] = []
  while (tries.length < maxTries) {
    const slice = await measureSlice(setting, load, variant, round)
    if (slice.otherCores <= maxOtherCores) return slice
    tries.push(slice)
  }
  return tries.toSorted((a, b) => a.otherCores - b.otherCores)[0] as Slice
}

async function measureSlice(setting: Setting, load: Load, variant: Variant, round: number): Promise<Slice> {
  const { processes, core } = setting
  const ours = setting.pids()
  const pids = variant.pids()
  const before = { busy: machineBusyMicros() - ownMicros() - cpuMicros(ours), cpu: cpuMicros(pids) }
  const result = await wrk(
    {
      url: variant.base + load.path,
      headers: { Authorization: variant.authorization, ...(load.isClosing && { Connection: 'close' }) },
      method: load.method,
      ...(load.body !== undefined && { body: load.body }),
      connections: load.connections,
      seconds: load.seconds,
    },
    processes,
    core,
  )
  if (result.bytes < result.requests * load.responseBytes)
    throw new Error(`${variant.name} sent too few bytes for ${load.name}`)
  const otherMicros = machineBusyMicros() - ownMicros() - cpuMicros(ours) - before.busy
  return {
    round,
    load: load.name,
    variant: variant.name,
    requestsPerSecond: (result.requests / result.micros) * 1e6,
    p50Ms: result.p50 / 1000,
    p99Ms: result.p99 / 1000,
    cpuMicrosPerRequest: (cpuMicros(pids) - before.cpu) / result.requests,
    rssMib: rssMib(pids),
    otherCores: Math.max(0, otherMicros / result.micros),
  }
}
