import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { root, run, Stop } from './step.mjs'

const modules = join(root, 'node_modules')
const stampFile = join(modules, '.till-agent-setup')
const vite = join(modules, '.bin', 'vite')

/** Undefined when node_modules is what package-lock.json asks for. */
export function whyPackagesAreStale() {
  if (!existsSync(modules)) return 'node_modules is missing'
  if (!existsSync(stampFile)) return 'no finished install in node_modules'
  if (readFileSync(stampFile, 'utf8') !== fingerprint()) return 'package.json or package-lock.json has changed'
  if (!existsSync(vite)) return 'vite is missing from node_modules'
  return undefined
}

export async function installPackages(reason) {
  rmSync(stampFile, { force: true })
  await npm('Installing npm packages', reason, 'ci', '--include=dev', '--include=optional')
  if (!existsSync(vite)) throw new Stop('npm installed no vite. Delete node_modules and run the same command again.')
  writeFileSync(stampFile, fingerprint())
}

/** The package holds a binary for each system, whose integrity is in the lock file; on Linux it loads libsecret. */
export function keytarLoads() {
  try {
    const binary = join('prebuilds', `${process.platform}-${process.arch}`, 'keytar.node')
    createRequire(import.meta.url)(join(modules, 'keytar', binary))
    return true
  } catch {
    return false
  }
}

export async function requireKeytar() {
  if (!existsSync(join(modules, 'keytar'))) await installPackages('keytar is missing from node_modules')
  if (keytarLoads()) return
  throw new Stop(`keytar holds no binary that loads on ${process.platform}-${process.arch}.`)
}

export function hasOwnNode() {
  return existsSync(join(modules, '.bin', 'node'))
}

function fingerprint() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = wanted
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides, allowScripts }))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')
}

/** Our own .bin leaves PATH: npm must not run on the Node it is about to replace. */
function npm(title, reason, ...args) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== join(modules, '.bin'))
  const env = { ...process.env, PATH: folders.join(delimiter) }
  return run(title, reason, 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], env)
}
