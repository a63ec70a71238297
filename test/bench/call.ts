import { createHash } from 'node:crypto'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'

/** Opens a new connection for each request and resumes no TLS session. */
export const newTlsEachTime = new Agent({ keepAlive: false, maxCachedSessions: 0, minVersion: 'TLSv1.3' })

interface Options {
  headers: Record<string, string>
  /** For https: the trusted certificate authority. */
  ca?: string
  /** For https: how connections are kept. For http every call opens a new one. */
  agent?: Agent
}

/** The time of one GET until its last byte, in milliseconds. @throws Error unless the response is 200 with this body */
export function timedGet(url: string, expected: Buffer, { headers, ca, agent }: Options): Promise<number> {
  const isTls = url.startsWith('https:')
  const startedAtMs = performance.now()
  return new Promise((resolve, reject) => {
    const request = isTls
      ? requestHttps(url, { headers, ca, agent, servername: 'localhost' })
      : requestHttp(url, { headers, agent: false })
    request.on('error', reject)
    request.on('response', (response: IncomingMessage) => {
      const digest = createHash('sha256')
      response.on('data', (chunk: Buffer) => digest.update(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const ms = performance.now() - startedAtMs
        const isRight = response.statusCode === 200 && digest.digest('hex') === sha256(expected)
        if (isRight) resolve(ms)
        else reject(new Error(`${url} answered ${response.statusCode}, not what the cloud sends`))
      })
    })
    request.end()
  })
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
