import { lookup } from 'node:dns/promises'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { resolve } from 'node:path'
import { probeConnection } from '#adapters/network/connectivityProbe.ts'
import { type MachineNetwork, usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { proxyInUse } from '#adapters/sockets/proxyInUse.ts'
import type { Diagnostics } from '#core/diagnostics/diagnostics.ts'
import { environmentAtStart } from './environment.ts'
import { accessOnWindows } from './windowsAccess.ts'

/** @param dataDir where copies of damaged settings are; absent for an agent in memory */
export function createSystemDiagnostics(dataDir?: string, machine: MachineNetwork = usualMachine): Diagnostics {
  return {
    machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
    resolve: async (host) => {
      try {
        // As connections do, with the hosts file and the system's resolver.
        return { addresses: (await lookup(host, { all: true })).map(({ address }) => address) }
      } catch (thrown) {
        return { reason: (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN' }
      }
    },
    proxyFor: (endpoint) => proxyInUse(endpoint, process.env, machine.systemProxy),
    probeConnection: (endpoint, signal) => probeConnection(endpoint, signal, machine),
    answersAt,
    environment: environmentAtStart,
    dataAccess:
      process.platform === 'win32' && dataDir !== undefined ? () => accessOnWindows(resolve(dataDir)) : undefined,
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
