import { chmodSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import type { Agent } from '../../core/agent.ts'
import { Fault } from '../../core/fault.ts'
import type { Log } from '../../core/log.ts'
import { refusalOfSize } from '../control/callSize.ts'
import { type ControlDoor, controlRouter } from '../control/controlRouter.ts'
import { toOrpcError } from '../faultErrors.ts'
import { osUser } from '../osUser.ts'
import { makePrivateDirectory } from './privateDirectory.ts'

interface PipeDoorOptions {
  agent: Agent
  /** A socket file, alone in its directory, or a Windows named pipe (`\\.\pipe\…`). */
  path: string
  log: Log
  webLink?: ControlDoor['webLink']
}

export interface PipeDoor {
  close(): Promise<void>
}

/** How long a call that is under way may still take when the door closes. */
const graceMs = 2_000

/**
 * The door for the command line. Who may enter is decided by the system: nobody but this user can open the socket, and
 * no browser can speak to one.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when there is no safe place for the socket
 */
export async function openPipeDoor({ agent, path, log, webLink }: PipeDoorOptions): Promise<PipeDoor> {
  const rpc = new RPCHandler(controlRouter(agent, log, { actor: `pipe/${osUser()}`, webLink }))
  const server = createServer(async (request, response) => {
    const refusal = refusalOfSize(request.headers)
    if (refusal) return refuse(response, refusal)
    const { matched } = await rpc.handle(request, response)
    if (!matched) refuse(response, new Fault('NOT_FOUND'))
  })
  const isFile = process.platform !== 'win32'
  if (isFile) {
    makePrivateDirectory(dirname(path))
    // Left behind by an agent that was killed. Its lock was taken over by us, so nobody listens on it.
    rmSync(path, { force: true })
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  if (isFile) chmodSync(path, 0o600)

  return {
    close: () =>
      new Promise((resolve) => {
        const impatience = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(impatience)
          resolve()
        })
      }),
  }
}

function refuse(response: ServerResponse, fault: Fault): void {
  response.writeHead(fault.status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ json: toOrpcError(fault).toJSON() }))
}
