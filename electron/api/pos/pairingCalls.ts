import type { IncomingMessage, ServerResponse } from 'node:http'
import { implement } from '@orpc/server'
import type { PairingAnswer } from '#contract/pairing.ts'
import { pairings as contract } from '#contract/pos/pos.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import { digestOf, presentedKey } from '#core/clients/clientKey.ts'
import type { LocalConnection } from '#core/clients/peers.ts'
import { restHandler } from './restHandler.ts'

/** A program that has no key yet. */
interface UnauthenticatedCaller {
  connection: LocalConnection | undefined
  /** The secret that belongs to its pairing request; empty when it makes one. */
  pollSecret: string
}

/** The calls for which no key is needed, since a program calls them to get one. */
export interface PairingCalls {
  /** @throws what the call threw, before any of the response was sent */
  answer(request: IncomingMessage, response: ServerResponse, openedAtMs: number, requestId: string): Promise<void>
}

export function pairingCalls({ pairings, verifications }: Agent): PairingCalls {
  const os = implement(contract).$context<UnauthenticatedCaller>()
  const handle = restHandler(
    os.router({
      ask: os.ask.handler(({ context: { connection }, input }) => pairings.ask(input, connection)),
      answer: os.answer.handler(async ({ context: { pollSecret }, input: { id } }) => {
        const answer = pairings.answer(id, pollSecret)
        return { ...answer, ...(await statementKeyFor(answer, verifications)) }
      }),
    }),
  )
  return {
    async answer(request, response, openedAtMs, requestId) {
      // A page never asks for a key: a person pairs its origin with a client.
      if (request.headers.origin !== undefined) throw new Fault('ORIGIN_REFUSED')
      const pollSecret = presentedKey(request.headers)
      if (request.method === 'GET' && pollSecret === undefined) throw new Fault('KEY_REQUIRED')
      pairings.countCall()
      const context = { connection: connectionOf(request, openedAtMs), pollSecret: pollSecret ?? '' }
      await handle(request, response, context, requestId)
    },
  }
}

/** A keychain that cannot be opened must not cost the program its key, which comes only once. */
async function statementKeyFor({ key }: PairingAnswer, verifications: Agent['verifications']) {
  if (key === undefined) return {}
  try {
    return { statementKey: await verifications.statementKeyOf({ keyDigest: digestOf(key) }) }
  } catch (thrown) {
    if (thrown instanceof Fault) return {}
    throw thrown
  }
}

function connectionOf({ socket }: IncomingMessage, openedAtMs: number): LocalConnection | undefined {
  const { remoteFamily, remotePort, localPort } = socket
  if (remotePort === undefined || localPort === undefined) return undefined
  const family = remoteFamily === 'IPv6' ? 'IPv6' : 'IPv4'
  return { family, peerPort: remotePort, ownPort: localPort, openedAtMs }
}
