import type { IncomingMessage, ServerResponse } from 'node:http'
import { implement } from '@orpc/server'
import { pairings as contract } from '../../contract/pos.ts'
import type { Agent } from '../../core/agent.ts'
import { presentedKey } from '../../core/clientKey.ts'
import { Fault } from '../../core/fault.ts'
import type { LocalConnection } from '../../core/peers.ts'
import { restHandler } from './restHandler.ts'

/** A program without a key. */
interface Stranger {
  connection: LocalConnection | undefined
  /** What it presents instead, where it asks what became of its request. */
  pollSecret: string
}

/** The calls for which no key is needed, since it is what they are about (design 4.1). */
export interface PairingCalls {
  serves(request: IncomingMessage): boolean
  /** @throws whatever a call threw, before anything was answered */
  answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void>
}

export function pairingCalls({ pairings }: Agent): PairingCalls {
  const door = implement(contract).$context<Stranger>()
  const handle = restHandler(
    door.router({
      ask: door.ask.handler(({ context: { connection }, input }) => pairings.ask(input, connection)),
      answer: door.answer.handler(({ context: { pollSecret }, input: { id } }) => pairings.answer(id, pollSecret)),
    }),
  )
  return {
    serves: ({ method, url = '' }) =>
      method === 'POST' ? url === '/v1/pairings' : method === 'GET' && /^\/v1\/pairings\/[^/?]+$/.test(url),
    async answer(request, response, requestId) {
      // The origin of some other client: a page is let in by a person, by its origin, and never asks by itself.
      if (request.headers.origin !== undefined) throw new Fault('ORIGIN_REFUSED')
      const pollSecret = presentedKey(request.headers)
      if (request.method === 'GET' && pollSecret === undefined) throw new Fault('KEY_REQUIRED')
      pairings.countCall()
      const context = { connection: connectionOf(request), pollSecret: pollSecret ?? '' }
      await handle(request, response, context, requestId)
    },
  }
}

function connectionOf({ socket }: IncomingMessage): LocalConnection | undefined {
  const { remoteFamily, remotePort, localPort } = socket
  if (remotePort === undefined || localPort === undefined) return undefined
  return { family: remoteFamily === 'IPv6' ? 'IPv6' : 'IPv4', peerPort: remotePort, ownPort: localPort }
}
