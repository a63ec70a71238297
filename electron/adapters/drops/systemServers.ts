import { type MachineNetwork, usualMachine } from '#adapters/sockets/machineNetwork.ts'
import type { DropServers } from '#core/drops/server.ts'

/** Servers over SFTP and FTPS. Their libraries are loaded when the first is needed. */
export function createSystemServers(machine: MachineNetwork = usualMachine): DropServers {
  return {
    async identify(address, proxy) {
      if (address.kind === 'sftp') return (await import('./sftpServer.ts')).identifySftp(address, proxy, machine)
      return (await import('./ftpsServer.ts')).identifyFtps(address)
    },
    async connect(server, credential) {
      if (server.address.kind === 'sftp')
        return (await import('./sftpServer.ts')).connectSftp(server, credential, machine)
      return (await import('./ftpsServer.ts')).connectFtps(server, credential)
    },
  }
}
