import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { joseSigner } from '../../electron/adapters/joseSigner.ts'
import { createMemoryAudit } from '../../electron/adapters/memoryAudit.ts'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { createMemoryVerifications } from '../../electron/adapters/memoryVerifications.ts'
import { systemClock } from '../../electron/adapters/systemClock.ts'
import { createSystemNetwork } from '../../electron/adapters/systemNetwork.ts'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import type { Grant } from '../../electron/contract/grant.ts'
import { type Agent, type AgentPorts, createAgent } from '../../electron/core/agent.ts'
import { defaultLimits, type Limits } from '../../electron/core/limits.ts'
import { openPosDoor } from '../../electron/doors/pos/posDoor.ts'
import { schemes } from '../../electron/schemes/index.ts'
import { canaries } from './canaries.ts'

export interface Till {
  agent: Agent
  url: string
  port: number
  key: string
  log: ReturnType<typeof createMemoryLog>
  /** A request with the key, by fetch. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Bytes as they are, to a connection of their own; answers with all that came until the agent closed it. */
  raw(text: string): Promise<string>
  closeDoor(): Promise<void>
}

interface Options {
  /** Where the upstream named `loyalty` is. */
  baseUrl: string
  caFile?: string
  proxy?: string
  grants?: Grant['allow']
  origins?: string[]
  limits?: Partial<Limits>
  ports?: Partial<AgentPorts>
}

const everything: Grant['allow'] = [{ methods: ['*'], path: '/**' }]

/** The agent with its POS door on a free port and one client, `pos`, all in memory; it closes with the test. */
export async function startTill({ baseUrl, caFile, proxy, grants, origins, limits, ports }: Options): Promise<Till> {
  const log = createMemoryLog()
  const agent = await createAgent({
    settings: createMemorySettings(),
    vault: createMemoryVault(),
    network: createSystemNetwork({ ...defaultLimits, ...limits }),
    clock: systemClock,
    random: systemRandom,
    log,
    audit: createMemoryAudit(),
    verifications: createMemoryVerifications(),
    signer: joseSigner,
    schemes,
    version: '0.0.0-test',
    ...(limits && { limits }),
    ...ports,
  })
  const reach = { baseUrl, ...(caFile && { caFile }), ...(proxy && { proxy }) }
  const { newKeys } = await agent.provision({
    upstreams: [
      { id: 'loyalty', scheme: 'capillary-till', ...reach, till: 'till1', password: canaries.password } as never,
    ],
    clients: [
      {
        id: 'pos',
        name: 'Checkout',
        grants: [{ upstream: 'loyalty', allow: grants ?? everything }],
        origins: origins ?? [],
      },
    ],
  })
  const door = await openPosDoor({ agent, port: 0, log })
  onTestFinished(async () => {
    await door.close()
    await agent.close()
  })
  const key = newKeys[0]?.key ?? ''
  const url = `http://127.0.0.1:${door.port}`
  return {
    agent,
    url,
    port: door.port,
    key,
    log,
    call: (path, init = {}) => fetch(url + path, { ...init, headers: { 'Till-Agent-Key': key, ...init.headers } }),
    raw: (text) => rawExchange(door.port, text),
    closeDoor: () => door.close(),
  }
}

function rawExchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'))
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      answer += part
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
    )
  })
}

/** The fault code of an answer. */
export async function faultOf(response: Response): Promise<string> {
  const problem = (await response.json()) as { code: string; remedy: string; detail: string; status: number }
  if (!problem.remedy || !problem.detail || problem.status !== response.status)
    throw new Error(`not a whole problem: ${JSON.stringify(problem)}`)
  if (response.headers.get('till-agent-fault') !== problem.code)
    throw new Error('Till-Agent-Fault differs from the body')
  return problem.code
}
