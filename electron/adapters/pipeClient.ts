import { request as httpRequest } from 'node:http'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { control } from '../contract/control.ts'
import { type FaultCode, faults } from '../contract/faults.ts'
import { FaultBody } from '../contract/refusals.ts'
import { Fault } from '../core/fault.ts'

export type ControlClient = ContractRouterClient<typeof control>

/**
 * Speaks to a running agent through its pipe.
 *
 * Every call throws Fault: those of the contract, and `OUTCOME_UNKNOWN` when the agent went away before it answered.
 */
export function createPipeClient(path: string): ControlClient {
  const link = new RPCLink({
    url: 'http://till-agent',
    fetch: (request) => exchange(path, request),
    interceptors: [({ next }) => inFaults(next)],
  })
  return createORPCClient(link)
}

/** Runs a call of the contract; what it throws is turned back into the fault it was. */
export async function inFaults<Answer>(call: () => Promise<Answer>): Promise<Answer> {
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

async function exchange(path: string, request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  const headers = { ...Object.fromEntries(request.headers), 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const fail = ({ code = 'UNKNOWN' }: NodeJS.ErrnoException) =>
      reject(
        new Fault(
          'OUTCOME_UNKNOWN',
          `The till agent ended before it answered (${code}).`,
          { reason: code },
          'Run "till-agent status" to see what it has kept.',
        ),
      )
    const { pathname } = new URL(request.url)
    const outgoing = httpRequest({ socketPath: path, path: pathname, method: request.method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', fail)
      answer.on('end', () => {
        const contentType = answer.headers['content-type'] ?? 'application/json'
        const status = answer.statusCode ?? 500
        const content = chunks.length > 0 ? Buffer.concat(chunks) : null
        resolve(new Response(content, { status, headers: { 'content-type': contentType } }))
      })
    })
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}
