import { randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { createORPCClient, ORPCError } from '@orpc/client'
import { type StandardLinkClient, StandardRPCLink } from '@orpc/client/standard'
import type { ContractRouterClient } from '@orpc/contract'
import type { control } from '#contract/control/index.ts'
import { type FaultCode, faults } from '#contract/faults/faults.ts'
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
  const sender = { call: (request: Sent) => answerOf(path, request, identify) }
  const interceptors = [({ next }: { next(): Promise<unknown> }) => asFaults(next)]
  return createORPCClient(new StandardRPCLink(sender, { url: 'http://till-agent', interceptors }))
}

/** Runs a call of the contract. An error of the RPC library becomes the Fault that the agent threw. */
export async function asFaults<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (thrown) {
    throw thrown instanceof ORPCError ? await faultFrom(thrown) : thrown
  }
}

async function faultFrom({ code, data }: ORPCError<string, unknown>): Promise<Fault> {
  const { FaultBody } = await import('#contract/refusals.ts')
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

type Sent = Parameters<StandardLinkClient<object>['call']>[0]
type Answer = Awaited<ReturnType<StandardLinkClient<object>['call']>>

/** Without the `fetch` of Node, which takes longer to load than most calls take. */
async function answerOf(path: string, request: Sent, identify: Identify): Promise<Answer> {
  const response = await sendOverPipe(path, request, identify)
  const { statusCode: status = 500, headers } = response
  if (headers['content-type']?.startsWith('text/event-stream')) return eventsOf(request, response)
  const text = await textOf(response)
  return { status, headers, body: async () => (text === '' ? undefined : JSON.parse(text)) }
}

async function sendOverPipe(path: string, request: Sent, identify: Identify): Promise<IncomingMessage> {
  const body = JSON.stringify(request.body) ?? ''
  const { headers: shown, withdraw } = identify()
  const content = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const headers = { ...request.headers, ...content, ...shown }
  const { method, signal } = request
  const options = { socketPath: path, path: request.url.pathname, method, headers, ...(signal && { signal }) }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(options, resolve)
    outgoing.on('error', (thrown) => reject(endedBeforeAnswer(thrown)))
    outgoing.end(body)
  }).finally(withdraw)
}

async function textOf(response: IncomingMessage): Promise<string> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  } catch (thrown) {
    throw endedBeforeAnswer(thrown as Error)
  }
}

/** Events as they come. The library reads them from a response of `fetch`. */
async function eventsOf(request: Sent, response: IncomingMessage): Promise<Answer> {
  const { LinkFetchClient } = await import('@orpc/client/fetch')
  const { statusCode: status = 500, headers } = response
  const stream = Readable.toWeb(response) as ReadableStream
  const received = new Response(stream, { status, headers: { 'content-type': String(headers['content-type']) } })
  return new LinkFetchClient({ fetch: async () => received }).call(request, { context: {} }, [], undefined)
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
