import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { type ControlClient, createPipeClient, hasPrivateKeyOf, type Identify } from '#adapters/network/pipeClient.ts'
import { makeClaim } from '#adapters/system/callerClaim.ts'
import { callerHeader, sessionHeader } from '#api/pipe/sharedCallers.ts'
import { randomHex } from '#core/base/random.ts'
import type { Role } from '#core/settings/access.ts'
import { findServicePlace, type ServicePlace } from './servicePlace.ts'

/** The agent that serves all users of this machine. */
export interface Service {
  control: ControlClient
  /** What this user may do there. */
  role: Role
}

/** @param session of one window, where it asks again @returns `'forbidden'` when one runs, and this user may not even use it; `undefined` when none runs. */
export async function findService(session = newSession()): Promise<Service | 'forbidden' | undefined> {
  const place = findServicePlace()
  if (!place) return undefined
  const answers = { administer: await accessTo(place, 'administer'), use: await accessTo(place, 'use') }
  for (const role of ['administer', 'use'] as const) {
    if (answers[role] === 'open')
      return { role, control: createPipeClient(place.sockets[role], identifyAt(place, session)) }
  }
  return Object.values(answers).includes('forbidden') ? 'forbidden' : undefined
}

async function accessTo({ sockets, publicKey }: ServicePlace, role: Role): Promise<'open' | 'forbidden' | 'closed'> {
  const answer = await stateOfSocket(sockets[role])
  if (answer !== 'open' || publicKey === undefined) return answer
  return (await hasPrivateKeyOf(sockets[role], publicKey)) ? 'open' : 'closed'
}

function stateOfSocket(path: string): Promise<'open' | 'forbidden' | 'closed'> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve('open')
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'closed'),
    )
  })
}

/** Names one window to the service, so that a PIN which was entered there counts there alone. */
export function newSession(): string {
  return randomHex({ bytes: randomBytes }, 32)
}

function identifyAt({ claims }: ServicePlace, session: string): Identify {
  return () => {
    const claim = claims === undefined ? undefined : makeClaim(claims)
    const headers = { [sessionHeader]: session, ...(claim && { [callerHeader]: claim.name }) }
    return { headers, withdraw: () => claim?.withdraw() }
  }
}
