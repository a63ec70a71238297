import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a reference broker is told by its environment. */
const { CLOUD_PORT, CA_FILE = '', BASIC = '', CLIENT_KEY = '' } = process.env

export const cloudPort = Number(CLOUD_PORT)
export const caFile = CA_FILE
/** The `Authorization` header that the cloud accepts. */
export const basic = BASIC

const bearer = `Bearer ${CLIENT_KEY}`

export function isAllowed({ headers }: IncomingMessage): boolean {
  return headers.authorization === bearer
}

/** Listens on a free port, and prints it. Ends in order when it is told to, so that Node writes a profile it was asked for. */
export function announce(server: Server): void {
  process.once('SIGTERM', () => process.exit())
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
}
