import { shuffled } from './figures.ts'
import type { Load } from './loads.ts'
import { cpuMicros, machineBusyMicros, ownMicros, rssMib } from './procfs.ts'
import type { Started } from './started.ts'
import type { Variant, VariantName } from './variants.ts'
import { wrk } from './wrk.ts'

/** One variant under one load for a second or two. */
export interface Slice {
  round: number
  load: string
  variant: VariantName
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  cpuMicrosPerRequest: number
  rssMib: number
  /** Cores that other processes, or the host, used meanwhile. */
  otherCores: number
}

interface Setting {
  variants: readonly Variant[]
  started: Started
  core: number | undefined
  /** Everything of ours that runs meanwhile, besides wrk. */
  pids(): number[]
}

/** What others may use of the machine before a slice is measured again. */
const quietCores = 0.2
const mostTries = 3

/** Every round measures every variant under every load, in random order, until the rounds are done or the time is up. */
export async function measureRounds(
  setting: Setting,
  loads: readonly Load[],
  rounds: number,
  giveUpAtMs: number,
): Promise<Slice[]> {
  const slices: Slice[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const ofRound: Slice[] = []
    for (const load of shuffled(loads)) {
      if (performance.now() > giveUpAtMs) break
      for (const variant of shuffled(setting.variants))
        ofRound.push(await measureQuietly(setting, load, variant, round))
    }
    slices.push(...ofRound)
    process.stderr.write(`round ${round} of ${rounds}\n`)
  }
  return slices
}

async function measureQuietly(setting: Setting, load: Load, variant: Variant, round: number): Promise<Slice> {
  const tries: Slice[] = []
  while (tries.length < mostTries) {
    const slice = await measure(setting, load, variant, round)
    if (slice.otherCores <= quietCores) return slice
    tries.push(slice)
  }
  return tries.toSorted((one, other) => one.otherCores - other.otherCores)[0] as Slice
}

async function measure(setting: Setting, load: Load, variant: Variant, round: number): Promise<Slice> {
  const { started, core } = setting
  const ours = setting.pids()
  const pids = variant.pids()
  const before = { busy: machineBusyMicros() - ownMicros() - cpuMicros(ours), cpu: cpuMicros(pids) }
  const hits = await wrk(
    {
      url: variant.base + load.path,
      headers: { Authorization: variant.authorization, ...(load.isClosing && { Connection: 'close' }) },
      method: load.method,
      ...(load.body !== undefined && { body: load.body }),
      connections: load.connections,
      seconds: load.seconds,
    },
    started,
    core,
  )
  if (hits.bytes < hits.requests * load.answerBytes)
    throw new Error(`${variant.name} answered ${load.name} too shortly`)
  const otherMicros = machineBusyMicros() - ownMicros() - cpuMicros(ours) - before.busy
  return {
    round,
    load: load.name,
    variant: variant.name,
    requestsPerSecond: (hits.requests / hits.micros) * 1e6,
    p50Ms: hits.p50 / 1000,
    p99Ms: hits.p99 / 1000,
    cpuMicrosPerRequest: (cpuMicros(pids) - before.cpu) / hits.requests,
    rssMib: rssMib(pids),
    otherCores: Math.max(0, otherMicros / hits.micros),
  }
}
