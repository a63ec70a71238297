import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createSqliteOutbox } from '#adapters/database/sqliteOutbox.ts'
import { newVaultKey } from '#adapters/keychain/fileVault.ts'
import type { OutboxEntry } from '#core/outbox/entry.ts'
import { type RunningAgent, startAgent } from './agent.ts'
import type { ChildProcesses } from './childProcesses.ts'
import { type Environment, writeFileIn } from './environment.ts'
import { postBody } from './responses.ts'
import { quantile } from './statistics.ts'
import type { WrkResult } from './wrk.ts'

/** What keeping a write costs, by one run on one disk. */
export interface OutboxFigures {
  /** Milliseconds, of requests that took turns: with the outbox, without it, and of a bare append with `fdatasync`. */
  keptMs: number[]
  plainMs: number[]
  syncMs: number[]
  /** Requests a second that 64 callers have kept at once. */
  keptPerSecond: number
  /** Commits a second of the database, of one writer that waits for each, and of 64. */
  singleCommits: number
  groupedCommits: number
}

interface Options {
  environment: Environment
  processes: ChildProcesses
  program: string
  core: number | undefined
  cloudPort: number
  requests: number
  load(url: string, headers: Record<string, string>): Promise<WrkResult>
}

const callers = 64
const path = '/v1/post'

/** On the disk of the folder for temporary files, as everything else of the bench. */
export async function measureOutbox(options: Options): Promise<OutboxFigures> {
  const { environment, processes, requests } = options
  const agent = await agentWithKeychain(options)
  const url = `http://127.0.0.1:${agent.port}/via/cloud${path}`
  const headers = { 'Till-Agent-Key': environment.clientKey, 'Content-Type': 'text/plain' }
  const connection = new Agent({ keepAlive: true, maxSockets: 1 })
  const bare = openSync(join(agent.dataDir, 'bare-append'), 'w')
  const figures = { keptMs: [] as number[], plainMs: [] as number[], syncMs: [] as number[] }
  const kept = { ...headers, 'Till-Agent-Outbox': 'accept' }
  for (let warmUp = 0; warmUp < 50; warmUp += 1) await timedPost(url, kept, connection)
  for (let turn = 0; turn < requests; turn += 1) {
    figures.plainMs.push(await timedPost(url, headers, connection))
    figures.keptMs.push(await timedPost(url, kept, connection))
    figures.syncMs.push(timedSync(bare))
  }
  closeSync(bare)
  if (!existsSync(join(agent.dataDir, 'outbox.sqlite'))) throw new Error('nothing was kept')
  connection.destroy()
  const { requests: done, micros } = await options.load(url, kept)
  await processes.end(agent.child)
  return { ...figures, keptPerSecond: (done * 1e6) / micros, ...(await commitRates(environment, requests)) }
}

/** The outbox needs a vault that outlives the process. */
function agentWithKeychain({ environment, processes, program, core, cloudPort }: Options): Promise<RunningAgent> {
  const key = writeFileIn(environment, 'vault-key', newVaultKey().reveal())
  const provisioning = {
    limits: { requestsPerSecond: 1_000_000, burst: 1_000_000, outboxEntries: 1_000_000 },
    upstreams: [
      {
        ...{ id: 'cloud', scheme: 'basic', baseUrl: `https://localhost:${cloudPort}`, caFile: environment.ca.caFile },
        username: environment.till,
        password: createHash('md5').update(environment.password).digest('hex'),
        outbox: { writes: [{ methods: ['POST'], path, key: { header: 'Idempotency-Key' } }] },
      },
    ],
    clients: [
      {
        ...{ id: 'pos', name: 'Checkout', key: environment.clientKey },
        grants: [{ upstream: 'cloud', allow: [{ methods: ['POST'], path }] }],
      },
    ],
  }
  return startAgent({ program, environment, processes, core, provisioning, vaultKey: key })
}

function timedPost(url: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  const startedAtMs = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      ...{ method: 'POST', agent },
      headers: { ...headers, 'Content-Length': String(Buffer.byteLength(postBody)) },
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedAtMs)
        else reject(new Error(`${url} answered ${response.statusCode}`))
      })
      response.resume()
    })
    outgoing.end(postBody)
  })
}

/** As much as an entry of the outbox holds. */
function timedSync(file: number): number {
  const bytes = Buffer.from(postBody)
  const startedAtMs = performance.now()
  writeSync(file, bytes)
  fdatasyncSync(file)
  return performance.now() - startedAtMs
}

async function commitRates(
  environment: Environment,
  commits: number,
): Promise<Pick<OutboxFigures, 'singleCommits' | 'groupedCommits'>> {
  const store = createSqliteOutbox(mkdtempSync(join(environment.folder, 'outbox-')))
  const contents = { keyId: 'bench', bytes: randomBytes(postBody.length) }
  let sequence = 0
  const append = () => {
    sequence += 1
    return store.append(entryOf(sequence), contents)
  }
  const rateOf = async (writers: number, each: number) => {
    const startedAtMs = performance.now()
    await Promise.all(
      Array.from({ length: writers }, async () => {
        for (let commit = 0; commit < each; commit += 1) await append()
      }),
    )
    return (writers * each * 1_000) / (performance.now() - startedAtMs)
  }
  await rateOf(1, 50)
  const singleCommits = await rateOf(1, commits)
  const groupedCommits = await rateOf(callers, Math.max(20, Math.round(commits / 4)))
  await store.close()
  return { singleCommits, groupedCommits }
}

function entryOf(sequence: number): OutboxEntry {
  return {
    ...{ sequence, id: `ob_${sequence}`, requestId: `request-${sequence}`, client: 'pos', owner: 'digest' },
    ...{ upstream: 'cloud', isRepeatable: true, bytes: postBody.length, createdAt: 1, expiresAt: 2 },
    state: { name: 'waiting', since: 1, notBefore: 1, failures: 0, mayHaveHappened: false },
  }
}

/** In milliseconds, at p50. @property cost what keeping adds beyond the bare append */
export function outboxCosts({
  keptMs,
  plainMs,
  syncMs,
}: OutboxFigures): Record<'kept' | 'plain' | 'sync' | 'cost', number> {
  const [kept, plain, sync] = [keptMs, plainMs, syncMs].map((values) => quantile(values, 0.5)) as [
    number,
    number,
    number,
  ]
  return { kept, plain, sync, cost: kept - plain - sync }
}
