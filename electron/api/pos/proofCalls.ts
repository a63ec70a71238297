import type { IncomingMessage, ServerResponse } from 'node:http'
import { implement } from '@orpc/server'
import { proof as contract } from '#contract/pos/pos.ts'
import type { Agent } from '#core/agent.ts'
import { restHandler } from './restHandler.ts'

/** The call by which the agent proves itself to a program, before that sends its key. */
export interface ProofCalls {
  /** @throws what the call threw, before any of the response was sent */
  answer(request: IncomingMessage, response: ServerResponse, port: number, requestId: string): Promise<void>
}

/** Has no rate of its own: it costs no more than a refusal, and programs that share one could keep each other from selling. */
export function proofCalls({ clients }: Agent): ProofCalls {
  const proof = implement(contract)
    .$context<{ port: number }>()
    .handler(({ context: { port }, input }) => clients.prove(input, port))
  const handle = restHandler({ proof })
  return {
    answer: (request, response, port, requestId) => handle(request, response, { port }, requestId),
  }
}
