import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ClientEntry } from '../../electron/contract/client.ts'
import { built } from './agentProcess.ts'
import { canaries, canaryTill, findLeaks } from './canaries.ts'

/** The real bundled process, shared by a file of tests. */
export interface AttackedAgent {
  url: string
  port: number
  pid: number
  dataDir: string
  /** Of the client of that name. */
  key(client: string): string
  /** The fields that every honest request has: the right Host, and the key of that client. */
  head(client: string): string[]
  /** A request of that client's. */
  call(client: string, path: string, init?: RequestInit): Promise<Response>
  /** Resident memory. */
  memoryMb(): number
  /** What the agent wrote into its log. */
  log(): string
  /** Ends it. Neither what it printed nor what it kept holds a canary. */
  end(): Promise<void>
}

type Client = Pick<ClientEntry, 'id'> & Partial<ClientEntry>

interface Options {
  /** Of the upstream `loyalty`; without one the till is not set up. */
  baseUrl?: string
  clients?: Client[]
  env?: NodeJS.ProcessEnv
  dataDir?: string
  /** `memory` when left out. */
  vault?: 'keychain' | 'memory'
}

const everything = { upstream: 'loyalty', allow: [{ methods: ['*'], path: '/**' }] }

/** The agent with one upstream, `loyalty`, and by default one client, `pos`, that may ask everything of it. */
export async function startAttackedAgent({
  baseUrl,
  clients = [{ id: 'pos' }],
  env = {},
  dataDir,
  vault = 'memory',
}: Options): Promise<AttackedAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'till-attacked-'))
  const directory = dataDir ?? join(folder, 'data')
  const file = join(folder, 'provision.json')
  writeFileSync(file, JSON.stringify(provisioning(baseUrl, clients)))
  const args = ['serve', '--json', '--vault', vault, '--port', '0', '--data-dir', directory, '--provision', file]
  const child = spawn(process.execPath, [built, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => printed.push(String(part)))
  const { port, pid, newKeys } = await ready(child, printed)
  const keys = new Map(newKeys.map(({ client, key }) => [client.id, key]))
  const key = (client: string) => keys.get(client) ?? `no client is named ${client}`
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    pid,
    dataDir: directory,
    key,
    head: (client) => [`Host: 127.0.0.1:${port}`, `Till-Agent-Key: ${key(client)}`],
    call: (client, path, init = {}) =>
      fetch(url + path, { ...init, headers: { 'Till-Agent-Key': key(client), ...init.headers } }),
    memoryMb: () => residentMb(pid),
    log: () => readFileSync(join(directory, 'logs', 'agent.log'), 'utf8'),
    end: async () => {
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(impatience)
      const kept = filesBelow(directory).map((path) => readFileSync(path, 'utf8'))
      rmSync(folder, { recursive: true })
      const leaks = [...printed, ...kept].flatMap(findLeaks)
      if (leaks.length > 0) throw new Error(`The agent let secrets out: ${JSON.stringify(leaks)}`)
    },
  }
}

function provisioning(baseUrl: string | undefined, clients: Client[]): object {
  const { password } = canaries
  const loyalty = { id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password }
  const grants = baseUrl === undefined ? [] : [everything]
  return {
    upstreams: baseUrl === undefined ? [] : [loyalty],
    clients: clients.map((client) => ({ name: client.id, grants, ...client })),
  }
}

interface Ready {
  port: number
  pid: number
  newKeys: { client: { id: string }; key: string }[]
}

async function ready(child: ChildProcessWithoutNullStreams, printed: readonly string[]): Promise<Ready> {
  for await (const line of createInterface(child.stdout)) return JSON.parse(line)
  throw new Error(`The agent ended before it was ready: ${printed.join('')}`)
}

function residentMb(pid: number): number {
  if (process.platform === 'linux')
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
}
