import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ChildProcesses } from '../childProcesses.ts'
import { pinned } from '../cores.ts'
import type { Environment } from '../environment.ts'

interface Options {
  environment: Environment
  processes: ChildProcesses
  core: number | undefined
  cloudPort: number
  nodeArgs?: string[]
}

/** Brokers as small as they can be, to compare the agent with what Node can do at all. */
export const references = { 'bare client': 'ownClient.ts', 'bare undici': 'undici.ts' } as const
export type ReferenceName = keyof typeof references

export async function startReference(
  name: ReferenceName,
  { environment, processes, core, cloudPort, nodeArgs = [] }: Options,
): Promise<{ child: ChildProcess; pid: number; port: number }> {
  const { ca, basic, clientKey } = environment
  const file = join(import.meta.dirname, references[name])
  const args = ['--max-semi-space-size=4', ...nodeArgs, file]
  const child = processes.start(...pinned(core, process.execPath, args), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CLOUD_PORT: String(cloudPort), CA_FILE: ca.caFile, BASIC: basic, CLIENT_KEY: clientKey },
  })
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  return { child, pid: child.pid, port: Number(line) }
}
