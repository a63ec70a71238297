import { lookup } from 'node:dns/promises'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import type { Diagnostics } from '../core/diagnostics.ts'
import { knock } from './knock.ts'
import { proxyOf } from './proxyChoice.ts'

/** @param dataDir where damaged settings were set aside; absent where nothing is kept */
export function createSystemDiagnostics(dataDir?: string): Diagnostics {
  return {
    machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    resolve: async (host) => {
      try {
        // As connections do: the hosts file and the system's own resolver included.
        return { addresses: (await lookup(host, { all: true })).map(({ address }) => address) }
      } catch (thrown) {
        return { reason: (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN' }
      }
    },
    proxyFor: (reach) => proxyOf(reach, process.env),
    knock,
    answersAt,
    settingsSetAside: () => (dataDir === undefined ? [] : setAsideIn(dataDir)),
  }
}

function answersAt(port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/healthz', agent: false, signal }, (response) => {
      response.resume()
      resolve(response.statusCode === 204)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}

function setAsideIn(dataDir: string): string[] {
  try {
    return readdirSync(dataDir).filter((name) => /^settings\.damaged-.*\.json$/.test(name))
  } catch {
    return []
  }
}
