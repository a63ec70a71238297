import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const home = join(import.meta.dirname, '../../out/vendor-clients')

/**
 * A module of a client that a cloud's vendor publishes, as `build/setup/vendorClients.mjs` fetched it.
 *
 * @returns `undefined` where it was not fetched: set-up had no registry
 */
export async function vendorClient<Module>(folder: string, file: string): Promise<Module | undefined> {
  const path = join(home, folder, file)
  return existsSync(path) ? ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as Module) : undefined
}
