import { outputOf } from '#adapters/system/systemCommand.ts'
import { Fault } from '#core/base/fault.ts'

export type Run = (file: string, args: readonly string[]) => Promise<string>

/** Starting and stopping waits for what is under way. */
const timeout = 90_000

/** Runs a command of a service manager. @throws Fault `SERVICE_REFUSED` */
export const runServiceCommand: Run = async (file, args) => {
  try {
    return await outputOf(file, args, { timeout })
  } catch (thrown) {
    throw refused(`${file} ${args[0] ?? ''}`.trim(), thrown)
  }
}

/** @param what was tried */
export function refused(what: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const { message = '', code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
  // Node's first line repeats the command.
  const said = message.split('\n').slice(1).join(' ').trim().slice(0, 300)
  return new Fault('SERVICE_REFUSED', `${what} failed: ${said || code}`)
}
