import { findPortHolder } from '../adapters/portHolder.ts'
import { Fault } from '../core/fault.ts'
import { invalid } from '../core/issues.ts'

/**
 * Opens something that listens on a port.
 *
 * @param option the command's option for this port
 * @throws Fault `PORT_TAKEN`, with who holds it as far as the system tells · `INVALID_INPUT` for a port reserved to root
 */
export async function listening<Opened>(port: number, option: string, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open()
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EACCES') throw invalid([{ path: option, message: `port ${port} is reserved to the administrator` }])
    if (code === 'EADDRINUSE') throw await portTaken(port, option)
    throw thrown
  }
}

async function portTaken(port: number, option: string): Promise<Fault> {
  const holder = await findPortHolder(port)
  const by = `${holder?.program ?? 'another program'}${holder?.pid === undefined ? '' : ` (process ${holder.pid})`}`
  const remedy = `End that program, or choose another port with ${option} and tell the programs that call it.`
  return new Fault('PORT_TAKEN', `Port ${port} is already used by ${by}.`, { port, ...holder }, remedy)
}
