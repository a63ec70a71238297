import { inspect } from 'node:util'
import { onTestFinished } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '#simulator/simulator.ts'

/** The test vector of capillary.md 9: till store.server with password server123. */
export const testVector = 'Basic c3RvcmUuc2VydmVyOjhhMTZhNmI3MDUwNWViMWYxZmY3Y2RjMGNkNTU1OWE3'
export const secretOfTestVector = '8a16a6b70505eb1f1ff7cdc0cd5559a7'

export const asha = '919999999993'
export const bruno = '919999999994'

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: response bodies of many shapes, read field by field
  body: any
}

export interface Cloud {
  simulator: Simulator
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>
  /** Sends no credential but the one in `headers`; `json` and `form` set the content type. */
  send(method: string, path: string, content?: Content): Promise<Reply>
}

export interface Content {
  headers?: Record<string, string>
  json?: unknown
  form?: Record<string, string>
  bytes?: string
}

/** A simulator that closes with the test. `get` and `post` send the test vector's credential by default. */
export async function startCloud(options?: SimulatorOptions): Promise<Cloud> {
  const simulator = await startSimulator(options)
  onTestFinished(() => simulator.close())
  return {
    simulator,
    get: (path, headers = { Authorization: testVector }) => request(simulator.url + path, { headers }),
    post: (path, body, headers = { Authorization: testVector }) =>
      request(simulator.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    send: (method, path, content = {}) =>
      request(simulator.url + path, { method, redirect: 'manual', ...initOf(content) }),
  }
}

function initOf({ headers = {}, json, form, bytes }: Content): RequestInit {
  if (json !== undefined) {
    return { headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(json) }
  }
  if (form !== undefined) return { headers, body: new URLSearchParams(form) }
  return bytes === undefined ? { headers } : { headers, body: bytes }
}

/** Everything a simulator prints or shows, in one text. */
export async function allOutputOf({ simulator, get }: Cloud): Promise<string> {
  return [
    inspect(simulator.seen(), { depth: 9, showHidden: true }),
    JSON.stringify(simulator.seen()),
    ...simulator.seen().map(({ body }) => String(body)),
    JSON.stringify(simulator.counts()),
    JSON.stringify((await get('/_simulator/seen', {})).body),
    JSON.stringify((await get('/_simulator/counts', {})).body),
    (await get('/_simulator', {})).body,
  ].join('\n')
}

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

async function request(url: string, init: RequestInit): Promise<Reply> {
  const { status, headers, body } = await fetch(url, init).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: await response.text(),
  }))
  return { status, headers, body: headers.get('content-type')?.includes('json') ? JSON.parse(body) : body }
}

export function basic(till: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${till}:${password}`).toString('base64')}` }
}

/** A clock that stands still until the test advances it. */
export function clockAt(start: number) {
  let at = start
  return {
    now: () => at,
    advanceMinutes: (minutes: number) => {
      at += minutes * 60_000
    },
  }
}

/** A `wait` for the simulator that lasts until the test releases it. */
export function heldWait() {
  const waits: number[] = []
  const release = Promise.withResolvers<void>()
  return {
    /** The delays asked for, in milliseconds. */
    waits,
    wait: async (ms: number) => {
      waits.push(ms)
      await release.promise
    },
    release: () => release.resolve(),
  }
}
