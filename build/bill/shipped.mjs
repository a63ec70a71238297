import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** In the packages as they are, not bundled. */
const besides = ['keytar', 'electron']

/**
 * Every package of which a line is in what is shipped: read from the modules that the bundler took, not from what npm
 * calls a dependency.
 */
export async function shippedPackages(modes = ['main', 'preload', 'renderer', 'production']) {
  const folders = new Set(besides.map((name) => join(root, 'node_modules', name)))
  for (const mode of modes)
    for (const id of await modulesOf(mode)) {
      const folder = packageFolderOf(id)
      if (folder) folders.add(folder)
    }
  const found = [...folders].map(aboutPackage)
  return found.toSorted((one, other) => (one.name + one.version < other.name + other.version ? -1 : 1))
}

async function modulesOf(mode) {
  const built = await build({
    configFile: join(root, 'vite.config.ts'),
    mode,
    logLevel: 'silent',
    build: { write: false },
  })
  const chunks = [built].flat().flatMap(({ output }) => output.filter(({ type }) => type === 'chunk'))
  return chunks.flatMap(({ moduleIds }) => moduleIds)
}

/** The nearest folder with a package.json that has a name: packages put others without one below. */
function packageFolderOf(id) {
  const path = id.replace(/^\0/, '').split('?')[0]
  if (!path.includes('/node_modules/')) return undefined
  for (let folder = dirname(path); folder.includes('/node_modules/'); folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) continue
    const { name, version } = JSON.parse(readFileSync(file, 'utf8'))
    if (name && version) return folder
  }
  return undefined
}

function aboutPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|-|$)/i.test(one))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : undefined
  return { name, version, license: typeof license === 'string' ? license : license?.type, text }
}
