import { findPortHolder } from '#adapters/system/portHolder.ts'
import { withMarks } from '#contract/text/characters.ts'
import { Fault } from '#core/base/fault.ts'

/**
 * Calls `open`, which listens on a port, and turns a port that cannot be had into a fault.
 *
 * @param option the command's option for this port, such as `--port`
 * @throws Fault `PORT_TAKEN`, naming the program that holds the port where the system tells · `INVALID_INPUT` for a port
 * that the system keeps from this program
 */
export async function listenOnPort<Server>(port: number, option: string, open: () => Promise<Server>): Promise<Server> {
  try {
    return await open()
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw await portTaken(port, option)
    throw portRefused(code, port, option, process.platform) ?? thrown
  }
}

/** Below it, only the administrator may listen, on every system but Windows. */
const firstFreePort = 1024

/** The fault for a port that the system refuses; `undefined` when the code says something else. */
export function portRefused(
  code: string | undefined,
  port: number,
  option: string,
  platform: NodeJS.Platform,
): Fault<'INVALID_INPUT'> | undefined {
  const refused = (message: string, remedy: string) =>
    new Fault('INVALID_INPUT', `${option}: ${message}.`, { issues: [{ path: option, message }] }, remedy)
  if (code === 'EADDRNOTAVAIL')
    return refused('this machine has no address 127.0.0.1', 'Switch the loopback interface on: ip link set lo up.')
  if (code !== 'EACCES' && code !== 'EPERM') return undefined
  const another = `choose another port with ${option} and tell the programs that call it`
  if (platform === 'win32')
    return refused(
      `Windows keeps port ${port}, mostly for Hyper-V or WSL, or a program has it for itself alone`,
      `See "netsh interface ipv4 show excludedportrange protocol=tcp", and ${another}.`,
    )
  if (port < firstFreePort)
    return refused(
      `port ${port} is reserved to the administrator`,
      `Choose a port from ${firstFreePort} on with ${option}.`,
    )
  return refused(
    `the system does not let this program listen on port ${port}`,
    `Have its policy allow it (SELinux, AppArmor, a sandbox, net.ipv4.ip_unprivileged_port_start), or ${another}.`,
  )
}

async function portTaken(port: number, option: string): Promise<Fault> {
  const holder = await findPortHolder(port)
  const by = `${withMarks(holder?.program ?? 'another program')}${holder?.pid === undefined ? '' : ` (process ${holder.pid})`}`
  const remedy = `End that program, or choose another port with ${option} and tell the programs that call it.`
  return new Fault('PORT_TAKEN', `Port ${port} is already used by ${by}.`, { port, ...holder }, remedy)
}
