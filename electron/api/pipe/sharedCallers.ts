import type { IncomingMessage } from 'node:http'
import type { ControlCaller, ControlRouter, ControlRouterFactory } from '#api/http/controlCalls.ts'
import { Fault } from '#core/base/fault.ts'
import type { Role } from '#core/settings/access.ts'
import { PinSession } from '#core/settings/managerPin.ts'

interface Options {
  role: Role
  router: ControlRouterFactory
  /** What every caller over this socket may use. */
  offers: Pick<ControlCaller, 'webLink' | 'displays' | 'stop' | 'refuse'>
  /** The user of the system who calls; `undefined` when the caller does not show it. */
  callerOf(request: IncomingMessage): Promise<string | undefined>
}

/** The header in which a window names its session: 32 random bytes in hex, which only it knows. */
export const sessionHeader = 'till-agent-session'
/** The header in which a caller shows who it is. */
export const callerHeader = 'till-agent-caller'

/** The oldest sessions beyond these are locked. A store has a handful of windows. */
const maxSessions = 64

/**
 * The routers for the callers of a service, one for each user and window. Who may administer the machine may do everything; who
 * may use the till has to enter the manager's PIN before setting it up, as in the window of any till.
 */
export function routersOfCallers({ role, router, offers, callerOf }: Options) {
  const routers = new Map<string, ControlRouter>()
  return async (request: IncomingMessage): Promise<ControlRouter> => {
    const user = await callerOf(request)
    if (user === undefined) throw new Fault('MALFORMED_REQUEST', 'The caller does not show which user it is.')
    const id = role === 'administer' ? user : `${user} ${sessionIn(request)}`
    const found = routers.get(id) ?? router({ actor: `pipe/${user}`, ...offers, ...sessionOf(role) })
    routers.delete(id)
    routers.set(id, found)
    for (const oldest of [...routers.keys()].slice(0, routers.size - maxSessions)) routers.delete(oldest)
    return found
  }
}

function sessionOf(role: Role): Pick<ControlCaller, 'pinSession'> {
  return role === 'administer' ? {} : { pinSession: new PinSession({ isSetUpByOthers: true }) }
}

function sessionIn({ headers }: IncomingMessage): string {
  const { [sessionHeader]: session } = headers
  return typeof session === 'string' && /^[0-9a-f]{64}$/.test(session) ? session : ''
}
