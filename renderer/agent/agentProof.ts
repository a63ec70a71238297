import { ORPCError } from '@orpc/client'
import { handshake } from './handshake.ts'
import { takePageKey } from './pageKey.ts'
import { ownPath } from './pageKind.ts'

let proven: Promise<string> | undefined

/**
 * What this page's calls bring, once the agent has shown that it is the one that the page had its key from: a program that took the
 * port while the agent was away is told nothing. It is good for one run of the agent.
 *
 * @throws ORPCError `SESSION_REQUIRED` · an error where nobody answers, or somebody else
 */
export function pageToken(): Promise<string> {
  proven ??= prove().catch((thrown) => {
    proven = undefined
    throw thrown
  })
  return proven
}

/** After the connection was lost: whoever answers next has to show who it is. */
export function forgetProof(): void {
  proven = undefined
}

/** After a token was refused. @throws as `pageToken` */
export async function renewedPageToken(refused: string): Promise<string> {
  // Of several calls that were refused, the first asks.
  if ((await proven?.catch(() => refused)) === refused) forgetProof()
  return pageToken()
}

async function prove(): Promise<string> {
  const key = await takePageKey()
  const token = key && (await handshake(key, (path) => fetch(ownPath + path)))
  if (token === undefined) throw new ORPCError('SESSION_REQUIRED')
  return token
}
