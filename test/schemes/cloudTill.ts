import type { SeenRequest, Simulator, SimulatorOptions } from '#simulator/simulator.ts'
import { type SchemeTill, startSchemeTill } from '#test/support/schemeTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

type TillOptions = Omit<Parameters<typeof startSchemeTill>[0], 'entry'>

interface Options extends TillOptions {
  simulator?: SimulatorOptions
  /** The entry of the upstream `cloud`. @param url the simulated cloud's */
  entry(url: string): Record<string, unknown>
}

/** A till at the simulated cloud. Both go by the till's clock. */
export interface CloudTill extends SchemeTill {
  simulator: Simulator
  /** A request to the upstream, with a JSON body where there is one. */
  send(method: string, path: string, json?: object, headers?: Record<string, string>): Promise<Response>
  /** A request to the agent's own routes. */
  askJson(method: string, path: string, json?: object): Promise<Response>
  /** The requests that the cloud has received, as `GET /documents 200`. */
  calls(): string[]
  /** How many of them begin so. */
  count(beginning: string): number
}

export async function startCloudTill({ simulator: simulatorOptions, entry, ...options }: Options): Promise<CloudTill> {
  const simulator = await startTestSimulator({ now: () => till.clock.now(), ...simulatorOptions })
  const till = await startSchemeTill({ entry: entry(simulator.url), ...options })
  const calls = () => simulator.seen().map(({ method, path, status }) => `${method} ${path} ${status}`)
  return {
    ...till,
    simulator,
    send: (method, path, json, headers) => till.call(path, jsonRequest(method, json, headers)),
    askJson: (method, path, json) => till.ask(path, jsonRequest(method, json)),
    calls,
    count: (beginning) => calls().filter((call) => call.startsWith(beginning)).length,
  }
}

function jsonRequest(method: string, json?: object, headers?: Record<string, string>): RequestInit {
  if (!json) return { method, ...(headers && { headers }) }
  const jsonHeaders = { 'Content-Type': 'application/json', Accept: 'application/json' }
  return { method, headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(json) }
}

/** The JSON body of a request that the cloud has received; empty for any other body. */
export function jsonIn(seen: SeenRequest | undefined): Record<string, unknown> {
  try {
    return JSON.parse(seen?.rawBody()?.toString() ?? '')
  } catch {
    return {}
  }
}
