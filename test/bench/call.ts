import { createHash } from 'node:crypto'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'

/** Keeps nothing: a new connection each time, and no session to resume. */
export const newTlsEachTime = new Agent({ keepAlive: false, maxCachedSessions: 0, minVersion: 'TLSv1.3' })

interface Options {
  headers: Record<string, string>
  /** For https: who may vouch for the other end. */
  ca?: string
  /** For https: how connections are kept. For http each call makes a new one. */
  agent?: Agent
}

/** How long one GET takes until its last byte, in milliseconds. @throws Error unless the answer is the expected one */
export function timedGet(url: string, expected: Buffer, { headers, ca, agent }: Options): Promise<number> {
  const isTls = url.startsWith('https:')
  const startedAtMs = performance.now()
  return new Promise((resolve, reject) => {
    const request = isTls
      ? requestHttps(url, { headers, ca, agent, servername: 'localhost' })
      : requestHttp(url, { headers, agent: false })
    request.on('error', reject)
    request.on('response', (answer: IncomingMessage) => {
      const digest = createHash('sha256')
      answer.on('data', (chunk: Buffer) => digest.update(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const ms = performance.now() - startedAtMs
        const isRight = answer.statusCode === 200 && digest.digest('hex') === sha256(expected)
        if (isRight) resolve(ms)
        else reject(new Error(`${url} answered ${answer.statusCode}, not what the cloud sends`))
      })
    })
    request.end()
  })
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
