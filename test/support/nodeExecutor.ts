import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { HttpExecutor } from 'builder-util-runtime'

/** How electron-updater reaches the network where there is no Electron. */
export class NodeExecutor extends HttpExecutor<ClientRequest> {
  createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest {
    return request(options, callback)
  }

  download(): Promise<never> {
    throw new Error('the till agent downloads whole packages by itself')
  }
}
