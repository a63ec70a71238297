import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { pinned } from './cores.ts'
import type { Started } from './started.ts'

export interface Shot {
  url: string
  headers: Record<string, string>
  method: 'GET' | 'POST'
  body?: string
  connections: number
  seconds: number
}

export interface Hits {
  requests: number
  micros: number
  bytes: number
  /** Socket errors, timeouts and answers that say no. */
  failed: number
  /** Microseconds. */
  p50: number
  p99: number
}

const script = fileURLToPath(new URL('load.lua', import.meta.url))

/** Loads one address for some seconds. @throws Error when any answer was not a right one */
export async function wrk(shot: Shot, started: Started, core: number | undefined): Promise<Hits> {
  const { url, headers, method, body, connections, seconds } = shot
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const size = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s']
  const args = [...size, ...fields, '-s', script, url, '--', method, ...(body === undefined ? [] : [body])]
  const child = started.start(...pinned(core, 'wrk', args), { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const report = await text(child.stdout as NodeJS.ReadableStream)
  await ended
  const account = report.split('\n').find((line) => line.startsWith('{'))
  if (account === undefined) throw new Error(`wrk said: ${report}`)
  const hits: Hits = JSON.parse(account)
  if (hits.failed > 0) throw new Error(`${hits.failed} of ${hits.requests} requests to ${url} failed`)
  return hits
}
