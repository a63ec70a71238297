import { Agent, request } from 'node:http'

export const requestsPerSecond = 40

interface Target {
  port: number
  /** The client key. */
  key: string
}

/**
 * Sends requests at a fixed rate, whether or not earlier ones are answered. @returns the time from the moment each request
 * was due until its response, in milliseconds
 */
export async function measurePacedRequests(target: Target, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const startedAtMs = performance.now()
  const requests = Array.from({ length: seconds * requestsPerSecond }, async (_, at) => {
    const dueAtMs = startedAtMs + (at * 1000) / requestsPerSecond
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.ceil(dueAtMs - performance.now()))))
    await get(agent, target)
    return performance.now() - dueAtMs
  })
  const times = await Promise.all(requests)
  agent.destroy()
  return times
}

function get(agent: Agent, { port, key }: Target): Promise<void> {
  const path = '/via/cloud/v1.1/customer/get?format=json&mobile=1'
  return new Promise((resolve, reject) => {
    request({ agent, port, path, host: '127.0.0.1', headers: { 'Till-Agent-Key': key } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`It answered ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
}
