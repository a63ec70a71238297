import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fewAtOnce } from './loads.ts'
import { type Setup, upstreamUrl } from './setup.ts'
import type { Table } from './tables.ts'
import { wrk } from './wrk.ts'

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[]
  samples: number[]
  /** Microseconds since the sample before. */
  timeDeltas: number[]
}

const seconds = 15
const shown = 25

/** Where the time of an agent under load goes, by share: Node's modules by name, the agent's own code as one. */
export async function measureProfile({ environment, processes, cores, bearer, newAgent }: Setup): Promise<Table> {
  const folder = join(environment.folder, 'profile')
  mkdirSync(folder)
  const agent = await newAgent(['--cpu-prof', '--cpu-prof-dir', folder])
  const { method, path, connections } = fewAtOnce
  const load = { url: upstreamUrl(agent, 'cloud') + path, headers: { Authorization: bearer }, method, connections }
  await wrk({ ...load, seconds }, processes, cores?.load)
  await processes.end(agent.child)
  const [file = ''] = readdirSync(folder)
  return sharesOf(JSON.parse(readFileSync(join(folder, file), 'utf8')))
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): Table {
  const groups = new Map(nodes.map(({ id, callFrame }) => [id, groupOf(callFrame)]))
  const micros = new Map<string, number>()
  let busy = 0
  for (const [at, id] of samples.entries()) {
    const group = groups.get(id)
    if (group === undefined) continue
    const delta = timeDeltas[at] ?? 0
    micros.set(group, (micros.get(group) ?? 0) + delta)
    busy += delta
  }
  const largest = [...micros].toSorted(([, a], [, b]) => b - a).slice(0, shown)
  return {
    head: ['where', 'share'],
    rows: largest.map(([group, own]) => [group, `${((100 * own) / busy).toFixed(1)} %`]),
  }
}

/** `undefined` for what is no work. */
function groupOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string | undefined {
  if (['(root)', '(idle)', '(program)'].includes(functionName)) return undefined
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (url === '') return /^write/.test(functionName) ? 'writing to sockets, TLS included' : 'other native code'
  return url.startsWith('node:') ? url : "the agent's own code"
}
