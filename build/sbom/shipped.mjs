import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Shipped as they are, not bundled. */
const unbundled = ['keytar', 'electron']

/** The npm packages with at least one module in a bundle, whatever package.json calls a dependency. */
export async function shippedPackages(modes = ['main', 'preload', 'renderer', 'production']) {
  const folders = new Set(unbundled.map((name) => join(root, 'node_modules', name)))
  for (const mode of modes)
    for (const id of await modulesOf(mode)) {
      const folder = packageFolderOf(id)
      if (folder) folders.add(folder)
    }
  const found = [...folders].map(aboutPackage)
  return found.toSorted((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
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

/** The nearest folder whose package.json has a name. Packages have nested ones without a name. */
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
  const { name, version, license, licenses = [] } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  // The second is how npm had it once.
  const said = license ?? licenses[0]
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : undefined
  return { name, version, license: typeof said === 'string' ? said : said?.type, text }
}
