import { Fault } from '#core/base/fault.ts'
import { findService, newSession } from './findService.ts'

type Call = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>
type Calls = { [name: string]: Calls } & Call

/**
 * Calls of one window to the agent that serves all users of the machine. The service is looked for at each call: it may have been
 * started anew, and on Windows is somewhere else then.
 *
 * @throws from a call, Fault `OUTCOME_UNKNOWN` while it does not answer · `ADMINISTRATOR_REQUIRED` · as the service
 */
export function serviceCalls() {
  const session = newSession()
  return async (path: readonly string[], input: unknown, signal: AbortSignal | undefined): Promise<unknown> => {
    const service = await findService(session)
    if (service === undefined) throw notAnswering()
    if (service === 'forbidden') throw new Fault('ADMINISTRATOR_REQUIRED')
    const call = path.reduce((calls, name) => calls[name] as Calls, service.control as unknown as Calls)
    return call(input, signal ? { signal } : {})
  }
}

function notAnswering(): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    'The till agent of this machine does not answer. Nothing was done.',
    { reason: 'SERVICE_STOPPED' },
    'Start the service: till-agent service start.',
  )
}
