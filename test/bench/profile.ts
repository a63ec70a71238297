import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fewAtOnce } from './loads.ts'
import { type Setup, upstreamUrl } from './setup.ts'
import { SourceFolders } from './sourceFolders.ts'
import type { Table } from './tables.ts'
import { wrk } from './wrk.ts'

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number } }[]
  samples: number[]
  /** On the monotonic clock of the machine, in microseconds. */
  startTime: number
  /** Microseconds since the sample before. */
  timeDeltas: number[]
}

/** Microseconds per request on the main thread, in one part of the program. */
export interface ProfileShare {
  where: string
  agentMicros: number
  /** Of the bare client, which has no checks, no log and no limits. */
  bareMicros: number
}

interface Profiled {
  child: ChildProcess
  url: string
}

const warmUpSeconds = 5
const shown = 16
const ownCode = 'its own code'

/** Where the time of a request goes, in the agent and in the bare client; the largest of the agent's parts come first. */
export async function measureProfile(setup: Setup, seconds: number): Promise<ProfileShare[]> {
  const agent = await profile(setup, 'agent', seconds, async (nodeArgs) => {
    const { child, ...running } = await setup.newAgent(nodeArgs)
    return { child, url: upstreamUrl({ child, ...running }, 'cloud') }
  })
  const bare = await profile(setup, 'bare', seconds, async (nodeArgs) => {
    const { child, port } = await setup.newBareClient(nodeArgs)
    return { child, url: `http://127.0.0.1:${port}` }
  })
  const parts = new Set([...agent.keys(), ...bare.keys()])
  return [...parts]
    .map((where) => ({ where, agentMicros: agent.get(where) ?? 0, bareMicros: bare.get(where) ?? 0 }))
    .toSorted((a, b) => b.agentMicros - a.agentMicros)
}

export function profileTable(shares: readonly ProfileShare[]): Table {
  const rows = [...shares.slice(0, shown), restOf(shares.slice(shown)), totalOf(shares)]
  return {
    head: ['µs per request', 'agent', 'bare client', 'more'],
    rows: rows.map(({ where, agentMicros, bareMicros }) => [
      where,
      ...[agentMicros, bareMicros, agentMicros - bareMicros].map((micros) => micros.toFixed(1)),
    ]),
  }
}

/** What the profile says about the agent's share beyond the bare client. */
export function profileSentence(shares: readonly ProfileShare[]): string {
  const { agentMicros, bareMicros } = totalOf(shares)
  const largest = shares
    .map(({ where, ...micros }) => ({ where, more: micros.agentMicros - micros.bareMicros }))
    .filter(({ more }) => more > 0)
    .toSorted((a, b) => b.more - a.more)
    .slice(0, 5)
    .map(({ where, more }) => `${where} ${more.toFixed(1)}`)
  const more = (agentMicros - bareMicros).toFixed(1)
  return `The agent takes ${more} µs more than the ${bareMicros.toFixed(1)} µs of the bare client: ${largest.join(', ')} µs, and less elsewhere.`
}

async function profile(
  { environment, processes, cores, bearer }: Setup,
  name: string,
  seconds: number,
  start: (nodeArgs: string[]) => Promise<Profiled>,
): Promise<Map<string, number>> {
  const folder = join(environment.folder, `profile-${name}`)
  mkdirSync(folder)
  const { child, url } = await start(['--cpu-prof', '--cpu-prof-dir', folder])
  const { method, path, connections } = fewAtOnce
  const load = { url: url + path, headers: { Authorization: bearer }, method, connections }
  await wrk({ ...load, seconds: warmUpSeconds }, processes, cores?.load)
  const beginMicros = monotonicMicros()
  const { requests } = await wrk({ ...load, seconds }, processes, cores?.load)
  const endMicros = monotonicMicros()
  await processes.end(child)
  const [file = ''] = readdirSync(folder)
  const micros = microsByPart(JSON.parse(readFileSync(join(folder, file), 'utf8')), beginMicros, endMicros)
  return new Map([...micros].map(([where, sum]) => [where, sum / requests]))
}

/** The clock that a profile uses as well. */
function monotonicMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n)
}

/** Of what ran between two times. */
export function microsByPart(
  { nodes, samples, startTime, timeDeltas }: Profile,
  beginMicros: number,
  endMicros: number,
): Map<string, number> {
  const folders = new SourceFolders()
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame, folders)]))
  const micros = new Map<string, number>()
  let atMicros = startTime
  for (const [at, id] of samples.entries()) {
    const delta = timeDeltas[at] ?? 0
    atMicros += delta
    const part = parts.get(id)
    if (part === undefined || atMicros < beginMicros || atMicros > endMicros) continue
    micros.set(part, (micros.get(part) ?? 0) + delta)
  }
  return micros
}

/** `undefined` for what is no work. */
function partOf(
  { functionName, url, lineNumber, columnNumber }: Profile['nodes'][number]['callFrame'],
  folders: SourceFolders,
): string | undefined {
  if (['(root)', '(idle)', '(program)'].includes(functionName)) return undefined
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (url === '') return /^write/.test(functionName) ? 'writing to sockets, TLS included' : 'other native code'
  if (url.startsWith('node:')) return url
  return folders.folderOf(url, lineNumber, columnNumber) ?? ownCode
}

function restOf(shares: readonly ProfileShare[]): ProfileShare {
  return { ...totalOf(shares), where: 'everything else' }
}

function totalOf(shares: readonly ProfileShare[]): ProfileShare {
  const sum = (of: (share: ProfileShare) => number) => shares.reduce((total, share) => total + of(share), 0)
  return { where: 'all', agentMicros: sum((share) => share.agentMicros), bareMicros: sum((share) => share.bareMicros) }
}
