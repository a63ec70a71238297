import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { control } from '#contract/control/index.ts'
import { type FaultCode, faults } from '#contract/faults/faults.ts'
import { FaultBody } from '#contract/refusals.ts'
import { Fault } from '#core/base/fault.ts'
import { randomHex } from '#core/base/random.ts'
import { isRightAnswer } from '#core/secrets/challenge.ts'
import { isSignedAnswer } from '#core/secrets/signedChallenge.ts'

export type ControlClient = ContractRouterClient<typeof control>

/** Shows, for one call, who calls. @throws a system error */
export type Identify = () => { headers: Record<string, string>; withdraw(): void }

/** Who can open the socket of an agent of one user is that user. */
const unidentified: Identify = () => ({ headers: {}, withdraw: () => {} })

/**
 * Calls the control API of a running agent through its socket.
 *
 * @param identify where several users may call
 * @throws from every call, a Fault of the contract, or `OUTCOME_UNKNOWN` when the agent ended before it answered
 */
export function createPipeClient(path: string, identify: Identify = unidentified): ControlClient {
  const link = new RPCLink({
    url: 'http://till-agent',
    fetch: (request) => sendOverPipe(path, request, identify),
    interceptors: [({ next }) => asFaults(next)],
  })
  return createORPCClient(link)
}

/** Runs a call of the contract. An error of the RPC library becomes the Fault that the agent threw. */
export async function asFaults<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (thrown) {
    throw thrown instanceof ORPCError ? faultFrom(thrown) : thrown
  }
}

function faultFrom({ code, data }: ORPCError<string, unknown>): Fault {
  const body = FaultBody.safeParse(data)
  if (!(code in faults) || !body.success)
    return new Fault(
      'MALFORMED_REQUEST',
      'The agent that runs and this command do not understand each other.',
      undefined,
      'They are probably of different versions: restart the agent.',
    )
  const { detail, remedy, ...rest } = body.data
  return new Fault(code as FaultCode, detail, rest as never, remedy)
}

async function sendOverPipe(path: string, request: Request, identify: Identify): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  const { headers: shown, withdraw } = identify()
  const headers = { ...Object.fromEntries(request.headers), ...shown, 'content-length': body.length }
  const { pathname } = new URL(request.url)
  const options = { socketPath: path, path: pathname, method: request.method, headers, signal: request.signal }
  return new Promise<Response>((resolve, reject) => {
    const fail = (thrown: Error) => reject(endedBeforeAnswer(thrown))
    const outgoing = httpRequest(options, (response) => {
      withdraw()
      const { statusCode: status = 500 } = response
      const contentType = response.headers['content-type'] ?? 'application/json'
      const answered = (content: Buffer | ReadableStream | null) =>
        resolve(new Response(content, { status, headers: { 'content-type': contentType } }))
      if (contentType.startsWith('text/event-stream')) return answered(Readable.toWeb(response) as ReadableStream)
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => answered(chunks.length > 0 ? Buffer.concat(chunks) : null))
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  }).finally(withdraw)
}

function endedBeforeAnswer({ code = 'UNKNOWN' }: NodeJS.ErrnoException): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    `The till agent ended before it answered (${code}).`,
    { reason: code },
    'Run "till-agent status" to see what it has kept.',
  )
}

/** A pipe of another program may take the connection and never answer. */
const challengeTimeoutMs = 2_000
/** A signature in hex. */
const maxAnswerLength = 128

/**
 * Whether the server of a pipe knows the key. Another user could have made a pipe of the name that a killed agent left
 * behind, and would receive the secrets.
 */
export function knowsKey(path: string, key: string): Promise<boolean> {
  return answersRightly(path, (challenge, answer) => isRightAnswer(key, challenge, answer))
}

/** Whether the server of a pipe has the private half of a key. The public half may be read by everybody. */
export function hasPrivateKeyOf(path: string, publicKey: string): Promise<boolean> {
  return answersRightly(path, (challenge, answer) => isSignedAnswer(publicKey, challenge, answer))
}

function answersRightly(path: string, isRight: (challenge: string, answer: string) => boolean): Promise<boolean> {
  const challenge = randomHex({ bytes: randomBytes }, 32)
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(challengeTimeoutMs)
    const options = { method: 'POST', headers: { 'content-length': 0 }, agent: false, signal }
    const asked = httpRequest({ socketPath: path, path: `/challenge/${challenge}`, ...options }, (response) => {
      let answer = ''
      response.setEncoding('latin1')
      response.on('data', (text: string) => {
        answer += text
        if (answer.length > maxAnswerLength) asked.destroy()
      })
      response.on('error', () => resolve(false))
      response.on('end', () => resolve(response.statusCode === 200 && isRight(challenge, answer)))
      response.on('close', () => resolve(false))
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
