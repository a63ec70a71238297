import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ChildProcesses } from './childProcesses.ts'
import { pinned } from './cores.ts'

export interface WrkRun {
  url: string
  headers: Record<string, string>
  method: 'GET' | 'POST'
  body?: string
  connections: number
  seconds: number
}

export interface WrkResult {
  requests: number
  micros: number
  bytes: number
  /** Socket errors, timeouts and responses other than 2xx and 3xx. */
  failed: number
  /** Microseconds. */
  p50: number
  p99: number
}

const script = fileURLToPath(new URL('load.lua', import.meta.url))

/** Loads one address for some seconds. @throws Error when any request failed */
export async function wrk(run: WrkRun, processes: ChildProcesses, core: number | undefined): Promise<WrkResult> {
  const { url, headers, method, body, connections, seconds } = run
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const size = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s']
  const args = [...size, ...fields, '-s', script, url, '--', method, ...(body === undefined ? [] : [body])]
  const child = processes.start(...pinned(core, 'wrk', args), { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const report = await text(child.stdout as NodeJS.ReadableStream)
  await ended
  const resultLine = report.split('\n').find((line) => line.startsWith('{'))
  if (resultLine === undefined) throw new Error(`wrk printed: ${report}`)
  const result: WrkResult = JSON.parse(resultLine)
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests to ${url} failed`)
  return result
}
