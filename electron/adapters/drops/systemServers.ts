import type { DropServers } from '#core/drops/server.ts'

/** Servers over SFTP and FTPS. Their libraries are loaded when the first is needed. */
export const systemServers: DropServers = {
  async identify(address) {
    if (address.kind === 'sftp') return (await import('./sftpServer.ts')).identifySftp(address)
    return (await import('./ftpsServer.ts')).identifyFtps(address)
  },
  async connect(server, credential) {
    if (server.address.kind === 'sftp') return (await import('./sftpServer.ts')).connectSftp(server, credential)
    return (await import('./ftpsServer.ts')).connectFtps(server, credential)
  },
}
