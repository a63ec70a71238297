import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientEntry } from '#contract/client.ts'
import { canaries, canaryTill } from './canaries.ts'
import { isInTest } from './closeWithTest.ts'
import { type Ended, firstLine, type Started, start } from './command.ts'
import { makeFolder, removeFolder, writeInputIn } from './folder.ts'

/** The built agent, running as `till-agent serve`. */
export interface RunningAgent {
  url: string
  port: number
  pid: number
  dataDir: string
  /** Keys made while provisioning. */
  newKeys: { client: { id: string }; key: string }[]
  /** A one-time link to the browser UI; empty where it is not served. */
  link: string
  /** The key made for a client while provisioning. */
  key(client: string): string
  /** The header fields of an honest request, for `requestText`: the right Host, and the client's key. */
  head(client: string): string[]
  /** A request by fetch. @param client the id of a client whose key was made, or any key */
  call(client: string, path: string, init?: RequestInit): Promise<Response>
  /** Resident memory. */
  memoryMb(): number
  /** The text of its log file. */
  log(): string
  /** Ends it, by force after thirty seconds. Fails when its output held a canary. */
  end(signal?: NodeJS.Signals): Promise<Ended>
}

interface Options {
  /** Where the upstream `loyalty` is; without it none is set up. */
  baseUrl?: string
  /** Those that may send everything to it; `pos` alone when left out. */
  clients?: (Pick<ClientEntry, 'id'> & Partial<ClientEntry>)[]
  /** A whole provisioning file in place of these two; with none of the three there is no file. */
  provisioning?: object
  /** Replaces this process's own environment. */
  env?: NodeJS.ProcessEnv
  /** Runs the built program in its own way. */
  program?: string
  /** One in the folder of the test when left out. */
  dataDir?: string
  vault?: 'keychain' | 'memory'
  /** A free one when left out. */
  port?: number
  /** Serves all users of the machine, as a service manager starts it. */
  isService?: boolean
  /** Serves the browser UI. */
  ui?: boolean
  /** A free one when left out. */
  uiPort?: number
}

/**
 * Starts the agent and waits until it is ready. It ends with its test; one that `beforeAll` started is ended by the file.
 */
export async function startAgent(options: Options = {}): Promise<RunningAgent> {
  const folder = makeFolder()
  const removesFolder = !isInTest()
  const { dataDir = join(folder, 'data') } = options
  const agent = start(argumentsFor(options, folder, dataDir), options.env, options.program)
  const { port, pid, newKeys, ui } = JSON.parse(await firstLine(agent)) as Ready
  const url = `http://127.0.0.1:${port}`
  const keys = new Map(newKeys.map(({ client, key }) => [client.id, key]))
  const key = (client: string) => keys.get(client) ?? client
  return {
    ...{ url, port, pid, dataDir, newKeys, key, link: ui?.url ?? '' },
    head: (client) => [`Host: 127.0.0.1:${port}`, `Till-Agent-Key: ${key(client)}`],
    call: (client, path, init = {}) =>
      fetch(url + path, { ...init, headers: { 'Till-Agent-Key': key(client), ...init.headers } }),
    memoryMb: () => residentMb(pid),
    log: () => readFileSync(join(dataDir, 'logs', 'agent.log'), 'utf8'),
    end: async (signal = 'SIGTERM') => {
      const ended = await endProcess(agent, signal)
      if (removesFolder) removeFolder(folder)
      return ended
    },
  }
}

/** The line that `serve --json` prints once it is ready. */
interface Ready {
  port: number
  pid: number
  newKeys: RunningAgent['newKeys']
  ui?: { url: string }
}

function argumentsFor(
  { vault = 'memory', port = 0, isService, ui, uiPort = 0, ...options }: Options,
  folder: string,
  dataDir: string,
) {
  const provisioning = provisioningOf(options)
  return [
    ...['serve', '--json', '--vault', vault, '--port', String(port), '--data-dir', dataDir],
    ...(provisioning ? ['--provision', writeInputIn(folder, 'provision.json', provisioning)] : []),
    ...(isService ? ['--service'] : []),
    ...(ui ? ['--ui', '--ui-port', String(uiPort)] : []),
  ]
}

function provisioningOf({ provisioning, baseUrl, clients }: Options): object | undefined {
  if (provisioning || (baseUrl === undefined && clients === undefined)) return provisioning
  const { password } = canaries
  const upstreams =
    baseUrl === undefined ? [] : [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password }]
  const grants = upstreams.map(({ id }) => ({ upstream: id, allow: [{ methods: ['*'], path: '/**' }] }))
  return { upstreams, clients: (clients ?? [{ id: 'pos' }]).map((client) => ({ name: client.id, grants, ...client })) }
}

async function endProcess(agent: Started, signal: NodeJS.Signals): Promise<Ended> {
  agent.process.kill(signal)
  const timer = setTimeout(() => agent.process.kill('SIGKILL'), 30_000)
  const ended = await agent.ended
  clearTimeout(timer)
  return ended
}

function residentMb(pid: number): number {
  if (process.platform === 'linux')
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024
}
