import { request } from 'node:http'

/** How the agent answers a page of an origin, as far as can be seen without its key. */
export type CallCheck = 'let in' | 'not paired' | 'no agent'

/** Asks as a browser does before a page's call: by a preflight. */
export function checkCall(port: number, origin: string): Promise<CallCheck> {
  return new Promise((resolve) => {
    const headers = {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'till-agent-key',
    }
    const asked = request({ host: '127.0.0.1', port, method: 'OPTIONS', path: '/v1/status', headers, timeout: 3_000 })
    asked.on('response', (response) => {
      response.resume()
      resolve(response.headers['access-control-allow-origin'] === origin ? 'let in' : 'not paired')
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve('no agent'))
    asked.end()
  })
}
